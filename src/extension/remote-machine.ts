import { isLoopback } from '../engine/models';

/**
 * Kind of the remote window by the editor's name for it; undefined in a local one, and in a browser that shows a server of its own
 * machine, whose name is the address.
 */
export function remoteMachine(name: string | undefined): string | undefined {
  return name && isLoopback(`http://${name}`) ? undefined : name;
}
