import { expect, it } from 'vitest';
import { remoteMachine } from '../../../src/extension/remote-machine';

it.each(['ssh-remote', 'wsl', 'dev-container', 'code.example:8443', undefined])('%s stays what it is', (name) => {
  expect(remoteMachine(name)).toBe(name);
});

it.each(['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'])('%s is no other machine', (name) => {
  expect(remoteMachine(name)).toBeUndefined();
});
