/** The saga that the suite runs: small, and with every way that a step can go. */

const step = (fields: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::events:putEvents.waitForTaskToken',
  TimeoutSeconds: 60,
  Arguments: {
    Entries: [
      {
        EventBusName: 'wikibot',
        Source: 'wikibot.billing',
        DetailType: 'billing.Deposit.v1',
        Detail: {
          id: '{% $uuid() %}',
          kind: 'request',
          name: 'billing.Deposit',
          version: 1,
          time: '{% $now() %}',
          actor: { kind: 'system', name: 'billing.found' },
          tenant: {},
          correlationId: '{% $states.context.Execution.Name %}',
          deadline: '{% $fromMillis($millis() + 30000) %}',
          replyTo: {
            service: 'billing',
            saga: '{% $states.context.Execution.Name %}',
            step: '{% $states.context.State.Name %}',
            taskToken: '{% $states.context.Task.Token %}',
          },
          data: { ledger: '{% $ledger %}' },
        },
      },
    ],
  },
  ...fields,
});

/** Two steps; "not now" is tried again once, a refusal and silence end the saga each in its own way. */
export const FOUND = {
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { ledger: '{% $states.input.ledger %}' }, Next: 'Deposit' },
    Deposit: step({
      Retry: [{ ErrorEquals: ['Unavailable'], IntervalSeconds: 5, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Undone', Output: '{% $states.errorOutput %}' }],
      Next: 'Audit',
    }),
    Audit: step({ Output: '{% { "first": $states.input, "second": $states.result } %}', End: true }),
    Undone: { Type: 'Pass', End: true },
  },
};
