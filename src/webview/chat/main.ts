import './chat.css';
import { App } from './app';
import { type FromPanel, parseToPanel } from './protocol';

interface PanelApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: { readonly draft: string }): void;
}

declare function acquireVsCodeApi(): PanelApi;

const api = acquireVsCodeApi();

function loadDraft(): string {
  const state = api.getState();
  const draft = typeof state === 'object' && state !== null && 'draft' in state ? state.draft : '';
  return typeof draft === 'string' ? draft : '';
}

const app = new App(document.body, {
  post: (message) => api.postMessage(message),
  loadDraft,
  saveDraft: (draft) => api.setState({ draft }),
});

window.addEventListener('message', (event) => {
  const message = parseToPanel(event.data);
  if (message) app.receive(message);
});
window.addEventListener('focus', () => app.focused());
api.postMessage({ kind: 'ready' });
