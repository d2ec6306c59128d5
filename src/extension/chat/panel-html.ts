/** Addresses of the panel's files as the webview may load them. */
export interface PanelFiles {
  readonly script: string;
  readonly styles: readonly string[];
}

/** The page of the chat panel: nothing but our own files, and no script without the nonce. */
export function panelHtml(files: PanelFiles, cspSource: string, nonce: string): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const links = files.styles.map((style) => `<link rel="stylesheet" href="${escapeAttribute(style)}">`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${links.join('\n')}
<title>Cairn Chat</title>
</head>
<body>
<script nonce="${nonce}" src="${escapeAttribute(files.script)}"></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
