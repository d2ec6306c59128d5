import type { CheckLine } from '../engine/models';
import type { Proxy } from './proxy-of';

/** From where an endpoint was asked. */
export interface CheckPlace {
  /** Name of the machine on which the extension runs. */
  readonly machine: string;
  /** Kind of the remote window, as `ssh-remote` or `wsl`; undefined in a local one. */
  readonly remote: string | undefined;
  /** Whether the address names that very machine. */
  readonly loopback: boolean;
  /** As set. */
  readonly url: string;
  /** Through whom the editor asks it. */
  readonly proxy: Proxy | undefined;
}

/** The report where no endpoint is set; `editor` says how models of the editor that stand in for one are. */
export function noEndpointReport(editor: readonly CheckLine[]): string {
  const rest =
    editor.length === 0 ? 'the embedded model completes, and nothing leaves this machine' : 'models of VS Code serve';
  return [
    '# Endpoint',
    '',
    `No endpoint is set: ${rest}.`,
    '',
    ...(editor.length === 0 ? [] : [...table(editor), '']),
    '`Cairn: Set Endpoint…` names one.',
    '',
  ].join('\n');
}

const marks: Readonly<Record<CheckLine['verdict'], string>> = { good: '✓', notice: '!', bad: '✗' };

const results = {
  good: 'Everything works.',
  notice: 'It works; what is marked with ! could be better.',
  bad: 'It does not work; what is marked with ✗ says what to do.',
};

/** Markdown of `Cairn: Check Endpoint`. */
export function endpointReport(lines: readonly CheckLine[], place: CheckPlace): string {
  const worst =
    (['bad', 'notice'] as const).find((verdict) => lines.some((line) => line.verdict === verdict)) ?? 'good';
  return [
    '# Endpoint',
    '',
    results[worst],
    '',
    ...table(lines),
    '',
    ...placeLines(place),
    '',
    'Only a few lines of Cairn itself were sent. The address and the model are set by `Cairn: Set Endpoint…`, the key by `Cairn: Set Endpoint Key…`.',
    '',
  ].join('\n');
}

function table(lines: readonly CheckLine[]): readonly string[] {
  const rows = lines.map(
    ({ verdict, topic, text }) => `| ${marks[verdict]} | ${topic} | ${text.replaceAll('|', '\\|')} |`,
  );
  return ['| | What | Found |', '| --- | --- | --- |', ...rows];
}

function placeLines({ machine, remote, loopback, url, proxy }: CheckPlace): readonly string[] {
  const asked = `Asked from the machine \`${machine}\`${remote ? ` (${remote})` : ''}${proxy ? `, through the proxy \`${proxy.host}\` of ${proxy.source}` : ''}.`;
  if (!remote || !loopback) return [asked];
  const { hostname, port, protocol } = new URL(url);
  const number = port || (protocol === 'https:' ? '443' : '80');
  return [
    asked,
    '',
    `## This window works on another machine`,
    '',
    `\`${hostname}\` is \`${machine}\` here, where the code is, and not the machine in front of you. If the model runs on yours, ${forwarding(remote, number)}`,
  ];
}

/** How a port of the user's own machine is reached from the remote one. */
function forwarding(remote: string, port: string): string {
  switch (remote) {
    case 'ssh-remote':
      return `add the line \`RemoteForward ${port} 127.0.0.1:${port}\` to the host's entry in your SSH configuration, and connect again.`;
    case 'wsl':
      return `set \`networkingMode=mirrored\` in \`.wslconfig\`, or name the Windows machine's address instead of a loopback address.`;
    case 'dev-container':
    case 'attached-container':
      return `name \`host.docker.internal\` instead of a loopback address, and let the model's server listen on all interfaces.`;
    default:
      return `let the remote machine reach port ${port} of yours, for instance by \`ssh -R ${port}:127.0.0.1:${port} HOST\`, or name an address that it can reach.`;
  }
}
