import { type FimTemplateName, fimTemplates } from './fim-templates';

/** How the text between prefix and suffix is asked for; `auto` decides by the server, the model's name and what the endpoint accepts. */
export type FimKind = 'auto' | 'suffix' | 'infill' | 'mistral' | 'deepseek' | 'chat' | 'template';

export interface FimChoice {
  readonly fim: FimKind;
  /** For `template`; without it the model's name decides. */
  readonly template?: FimTemplateName;
}

const kinds: readonly FimKind[] = ['auto', 'suffix', 'infill', 'mistral', 'deepseek', 'chat', 'template'];

/** Every value of the setting `cairn.endpoint.fillInTheMiddle`: the kinds, and `template:NAME` for each template. */
export const fimSettingValues: readonly string[] = [...kinds, ...fimTemplates.map(({ name }) => `template:${name}`)];

/** What a value of the setting means; undefined for anything else. */
export function readFimSetting(value: unknown): FimChoice | undefined {
  if (typeof value !== 'string') return undefined;
  const kind = kinds.find((one) => one === value);
  if (kind) return { fim: kind };
  const template = fimTemplates.find(({ name }) => value === `template:${name}`);
  return template && { fim: 'template', template: template.name };
}
