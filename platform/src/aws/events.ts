/** The events that wake our functions, narrowed to what is read of them. Specs hold them against the shapes that AWS documents. */

/** AWS Lambda proxy integration of a REST API (API Gateway Developer Guide, "Input format of a Lambda function for proxy integration"). */
export interface HttpEvent {
  readonly httpMethod: string;
  /** Still percent-encoded, without the stage. */
  readonly path: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[] | undefined>> | null;
  /** Decoded. */
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly authorizer?: Readonly<Record<string, unknown>> | null | undefined };
}

/** The answer of a buffered proxy integration ("Output format of a Lambda function for proxy integration"). */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** "Input to an API Gateway Lambda authorizer", request type. */
export interface AuthorizerEvent extends Pick<HttpEvent, 'httpMethod' | 'path' | 'multiValueHeaders' | 'multiValueQueryStringParameters'> {
  readonly methodArn: string;
  /** Still percent-encoded. */
  readonly pathParameters: Readonly<Record<string, string | undefined>> | null;
}

/** "Output from an API Gateway Lambda authorizer". */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow'; readonly Resource: string }[];
  };
  readonly context: { readonly context: string };
}

/** "Using Lambda with Amazon SQS"; the body is an event of EventBridge. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string; readonly eventSourceARN: string }[];
}

/** "Reporting batch item failures": message ids of a queue, sequence numbers of a stream. */
export interface BatchAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** "Using AWS Lambda with Amazon DynamoDB". */
export interface StreamEvent {
  readonly Records: readonly StreamEventRecord[];
}

type Image = Readonly<Record<string, { readonly S?: string | undefined }>>;

export interface StreamEventRecord {
  readonly eventName?: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined;
  readonly dynamodb?:
    | { readonly NewImage?: Image | undefined; readonly OldImage?: Image | undefined; readonly SequenceNumber?: string | undefined }
    | undefined;
}

/** What our schedules send: one timer of the manifest, the care of views, or the listening for one's own echo. */
export type TimerEvent = { readonly timer: string } | { readonly care: true } | { readonly echo: true };
