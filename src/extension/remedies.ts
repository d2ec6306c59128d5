import type { EndpointKind, ModelErrorKind } from '../engine/models';

/** What a notification of a failure offers to do, as the label of its button. */
export type Remedy = 'Check Endpoint' | 'Set Endpoint' | 'Set Key' | 'Change Limits' | 'Choose Model';

/** What helps against a kind of failure of an endpoint, where it is not another endpoint. */
const particular: Readonly<Partial<Record<ModelErrorKind, Remedy>>> = {
  unauthorised: 'Set Key',
  'over-budget': 'Change Limits',
};

/** What helps against a failure of a model, by who serves it, the likeliest first. A model of the editor has no endpoint to check or to set. */
export function remediesOf(kind: ModelErrorKind, servedBy: EndpointKind): readonly Remedy[] {
  if (servedBy === 'editor') return ['Choose Model'];
  const remedy = particular[kind];
  return remedy ? [remedy, 'Check Endpoint'] : ['Check Endpoint', 'Set Endpoint'];
}
