/** An empty window. */
export const setup = () => ({});
