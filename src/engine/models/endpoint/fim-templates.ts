import { endedWithBreak, type FimFile, type FimInput, prefixWithComments, prefixWithFiles } from './fim-input';

export type FimTemplateName =
  | 'qwen-coder'
  | 'starcoder2'
  | 'deepseek-coder'
  | 'codestral'
  | 'codegemma'
  | 'codellama'
  | 'starcoder'
  | 'santacoder';

/** How one family of models was trained to fill in the middle. */
export interface FimTemplate {
  readonly name: FimTemplateName;
  /** Grows with every change of the layout, for metrics. */
  readonly version: number;
  /** Model names that `auto` gives this template. */
  readonly models: RegExp;
  readonly stop: readonly string[];
  readonly render: (input: FimInput) => string;
}

const joined = (files: readonly FimFile[], one: (file: FimFile) => string): string => files.map(one).join('');

/**
 * Sources: the families' own READMEs, papers and model cards. No white space stands between a token and the text. Families that know
 * no other files get them as comments. The first pattern that fits a model's name decides.
 */
export const fimTemplates: readonly FimTemplate[] = [
  {
    name: 'qwen-coder',
    version: 1,
    models: /qwen[\w.]*-?coder/i,
    stop: ['<|endoftext|>', '<|fim_pad|>', '<|repo_name|>', '<|file_sep|>', '<|im_start|>', '<|im_end|>'],
    render: ({ files, path, prefix, suffix }) => {
      const hole = `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`;
      if (files.length === 0) return hole;
      const others = joined(files, (file) => `<|file_sep|>${file.path}\n${endedWithBreak(file.text)}`);
      return `<|repo_name|>workspace\n${others}<|file_sep|>${path}\n${hole}`;
    },
  },
  {
    name: 'starcoder2',
    version: 1,
    models: /starcoder-?2/i,
    stop: ['<file_sep>', '<|endoftext|>'],
    render: ({ files, path, prefix, suffix }) => {
      const rest = `${prefix}<fim_suffix>${suffix}<fim_middle>`;
      if (files.length === 0) return `<fim_prefix>${rest}`;
      const others = joined(files, (file) => `<file_sep>${file.path}\n${endedWithBreak(file.text)}`);
      return `<repo_name>workspace${others}<file_sep><fim_prefix>${path}\n${rest}`;
    },
  },
  {
    name: 'deepseek-coder',
    version: 1,
    models: /deepseek-coder/i,
    stop: ['<｜end▁of▁sentence｜>', '<|EOT|>'],
    render: ({ files, path, prefix, suffix }) => {
      const others = joined(files, (file) => `#${file.path}\n${endedWithBreak(file.text)}`);
      const before = files.length === 0 ? prefix : `${others}#${path}\n${prefix}`;
      return `<｜fim▁begin｜>${before}<｜fim▁hole｜>${suffix}<｜fim▁end｜>`;
    },
  },
  {
    name: 'codestral',
    version: 1,
    models: /codestral/i,
    stop: ['[PREFIX]', '[SUFFIX]'],
    render: (input) => `[SUFFIX]${input.suffix}[PREFIX]${prefixWithFiles(input)}`,
  },
  {
    name: 'codegemma',
    version: 1,
    models: /codegemma/i,
    stop: ['<|file_separator|>', '<eos>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'],
    render: ({ files, path, prefix, suffix }) => {
      const hole = `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`;
      if (files.length === 0) return hole;
      return `${joined(files, (file) => `${file.path}\n${endedWithBreak(file.text)}<|file_separator|>`)}${path}\n${hole}`;
    },
  },
  {
    name: 'codellama',
    version: 1,
    models: /code-?llama/i,
    stop: ['<EOT>'],
    // The spaces belong to the tokens.
    render: (input) => `<PRE> ${prefixWithComments(input)} <SUF>${input.suffix} <MID>`,
  },
  {
    name: 'starcoder',
    version: 1,
    models: /starcoder|stable-?code|codeqwen|granite[\w.-]*code/i,
    stop: ['<|endoftext|>', '<fim_prefix>', '<fim_suffix>', '<fim_middle>', '<file_sep>'],
    render: (input) => `<fim_prefix>${prefixWithComments(input)}<fim_suffix>${input.suffix}<fim_middle>`,
  },
  {
    name: 'santacoder',
    version: 1,
    models: /santacoder/i,
    stop: ['<|endoftext|>', '<fim-prefix>', '<fim-suffix>', '<fim-middle>'],
    render: (input) => `<fim-prefix>${prefixWithComments(input)}<fim-suffix>${input.suffix}<fim-middle>`,
  },
];

/** The template of a model's family, by its name; undefined for a model that no family claims. */
export function templateForModel(model: string): FimTemplate | undefined {
  return fimTemplates.find((template) => template.models.test(model));
}
