/** Stands for an identifier that does not look like one, so that nothing else can slip into a record. */
export const OTHER = 'other';

const LANGUAGE = /^[A-Za-z][A-Za-z0-9+#._-]{0,39}$/;
const MODEL = /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,79}(\/[A-Za-z0-9][A-Za-z0-9._:@+-]{0,79})?$/;
const MODEL_FILE = /\.(gguf|ggml|bin|safetensors)$/i;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,59}$/;
const VERSION = /^\d{1,5}\.\d{1,5}\.\d{1,5}(-[A-Za-z0-9.-]{1,30})?$/;

export function isLanguageId(value: unknown): value is string {
  return typeof value === 'string' && LANGUAGE.test(value);
}

export function isModelId(value: unknown): value is string {
  return typeof value === 'string' && MODEL.test(value);
}

/** A strategy, template, experiment or variant: letters, digits and `._:@+-`, at most 60, no white space and no slash. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

export function isVersion(value: unknown): value is string {
  return typeof value === 'string' && VERSION.test(value);
}

export function boundedLanguageId(raw: string): string {
  return isLanguageId(raw) ? raw : OTHER;
}

/**
 * A model's name as it may be recorded: `name` or `owner/name`. Some servers name a model by the path of its file;
 * of a path only the last segment is kept.
 */
export function boundedModelId(raw: string): string {
  if (isModelId(raw) && !MODEL_FILE.test(raw)) return raw;
  const last = raw.split(/[\\/]/).at(-1) ?? '';
  return isModelId(last) ? last : OTHER;
}

export function boundedName(raw: string): string {
  return isName(raw) ? raw : OTHER;
}

export function boundedVersion(raw: string): string {
  return isVersion(raw) ? raw : '0.0.0';
}
