export { setup } from './completion.suite.mjs';
