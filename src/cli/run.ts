import type { SecretScanner } from '../engine/models';
import { contextCommand } from './context-command';
import { helpText } from './help';
import { indexCommand } from './index-command';
import type { EngineFiles } from './open-folder';
import { policyCommand } from './policy-command';
import { searchCommand } from './search-command';
import { type Terminal, UsageError } from './terminal';

export interface CommandParts {
  readonly files: EngineFiles;
  readonly loadScanner: () => Promise<SecretScanner>;
}

/** Runs one command line, without the program's name; resolves to the exit status: 0 done, 1 failed, 2 wrong input. */
export async function run(argv: readonly string[], parts: CommandParts, terminal: Terminal): Promise<number> {
  const [command, ...rest] = argv;
  const ownArguments = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (ownArguments.includes('--help') || ownArguments.includes('-h')) {
    terminal.out(helpText);
    return 0;
  }
  try {
    switch (command) {
      case 'index':
        await indexCommand(rest, parts.files, terminal);
        return 0;
      case 'search':
        await searchCommand(rest, parts.files, terminal, parts.loadScanner);
        return 0;
      case 'context':
        await contextCommand(rest, parts.files, terminal, parts.loadScanner);
        return 0;
      case 'policy':
        await policyCommand(rest, terminal);
        return 0;
      case undefined:
        throw new UsageError('No command is given; cairn --help lists them.');
      default:
        throw new UsageError(`The command "${command}" is not known; cairn --help lists them.`);
    }
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    terminal.err(`cairn: ${message}`);
    return error instanceof UsageError ? 2 : 1;
  }
}
