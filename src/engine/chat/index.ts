export { type AnswerPorts, answer, type ChatQuestion } from './answer';
export { type ChatBudget, defaultChatBudget } from './budget';
export {
  type AnswerAction,
  type AnswerEvent,
  type Author,
  addTurn,
  applyEvent,
  type Conversation,
  lineSpan,
  type Mention,
  newConversation,
  newTurn,
  replaceTurn,
  type Source,
  type Turn,
  type TurnOutcome,
} from './conversation';
export { ConversationStore, type ConversationSummary } from './conversation-store';
export { FilePicker } from './file-picker';
export { formatMention } from './mentions';
export { purgeConversation } from './purge';
