import type { Host } from '../host';
import { findIgnoreFiles } from './find-ignore-files';
import { composePolicySnapshot } from './policy-snapshot';
import type { ComposedPolicy, ExclusionSettings } from './policy-snapshot';

export interface PolicySources {
  /** Canonical URIs of the workspace folders. */
  readonly folders: readonly string[];
  readonly settings: ExclusionSettings;
  readonly epoch: number;
  readonly ignoreCase?: boolean;
}

/** Finds the ignore files that bear on the folders and composes the snapshot. */
export async function readPolicySnapshot(host: Host, sources: PolicySources): Promise<ComposedPolicy> {
  return composePolicySnapshot({ ...sources, ignoreFiles: await findIgnoreFiles(host, sources.folders) });
}
