import type { RecentEdit } from '../engine/retrieval';

const kept = 20;
/** Changes this close to each other are one edit. Lines. */
const nearLines = 5;

/** The edits, newest first, with one more that is merged with one nearby; it has the newest revision either way. */
export function withEdit(edits: readonly RecentEdit[], edit: RecentEdit): readonly RecentEdit[] {
  const { uri, startLine, endLine, revision } = edit;
  const near = edits.find(
    (one) => one.uri === uri && startLine <= one.endLine + nearLines && endLine >= one.startLine - nearLines,
  );
  const merged = {
    uri,
    startLine: Math.min(startLine, near?.startLine ?? startLine),
    endLine: Math.max(endLine, near?.endLine ?? endLine),
    revision,
  };
  return [merged, ...edits.filter((one) => one !== near)].slice(0, kept);
}
