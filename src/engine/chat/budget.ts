/** What one question may use; estimated tokens except `files`. */
export interface ChatBudget {
  /** Snippets given to a model. */
  readonly contextTokens: number;
  /** Earlier questions and answers, newest first. */
  readonly historyTokens: number;
  readonly answerTokens: number;
  /** Files that retrieval returns at most. */
  readonly files: number;
}

export const defaultChatBudget: ChatBudget = {
  contextTokens: 8000,
  historyTokens: 3000,
  answerTokens: 2000,
  files: 10,
};
