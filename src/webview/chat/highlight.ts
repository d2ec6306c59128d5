import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const engine = hljs.newInstance();
const languages = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  php,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) engine.registerLanguage(name, language);

// Names that the editor uses for languages and highlight.js does not know.
engine.registerAliases(['typescriptreact'], { languageName: 'typescript' });
engine.registerAliases(['javascriptreact'], { languageName: 'javascript' });
engine.registerAliases(['shellscript'], { languageName: 'bash' });
engine.registerAliases(['jsonc'], { languageName: 'json' });
engine.registerAliases(['properties'], { languageName: 'ini' });

// Colouring more than this at once would hold up a frame.
const maxLength = 20_000;

/** Code as HTML with highlight.js classes; only escaped when the language is unknown or the code is long. */
export function highlightCode(code: string, language: string): string {
  if (code.length > maxLength || !engine.getLanguage(language)) return escapeHtml(code);
  return engine.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Text as HTML that shows it literally. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
