export { ChatView, type ChatViewOptions } from './chat-view';
