/** Code for a cursor behind `before`: later lines get the white space that the cursor's line starts with. */
export function indentToCursor(code: string, before: string): string {
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  if (!indent) return code;
  return code.replace(/\n(?=[^\r\n])/g, `\n${indent}`);
}
