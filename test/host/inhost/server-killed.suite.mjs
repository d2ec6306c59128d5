export { setup } from './trace.suite.mjs';
