/**
 * A double of an SQS standard queue, without time: what is received is hidden until it is deleted or released, and a message may come more
 * than once and in any order (Amazon SQS Developer Guide, "Amazon SQS at-least-once delivery", "Visibility timeout"). What has been received
 * as often as the redrive policy allows goes to the dead-letter queue instead ("Using dead-letter queues in Amazon SQS").
 */
import { createHash, randomUUID } from 'node:crypto';
import { WireRefusal } from './aws-json-wire.ts';

export interface QueueMessage {
  readonly messageId: string;
  /** Of one receiving of one copy; deleting and releasing go by it. */
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly approximateReceiveCount: number;
}

/** How many copies of each message are kept, and where in the queue each is put: from 0 (first) up to, not including, 1. */
export interface Disorder {
  readonly copies: number;
  readonly random: () => number;
}

export interface QueueOptions {
  readonly arn: string;
  /** How often a message is received before it goes to the dead letters, 1 to 1,000. */
  readonly maxReceiveCount?: number;
  readonly deadLetters?: Queue;
  readonly disorder?: Disorder;
}

/** A message that a queue has given up. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  readonly from: Queue;
}

export interface Queue {
  readonly arn: string;
  /** Answers the message's id. */
  send(body: string): string;
  /** Takes what another queue has given up. */
  bury(letter: DeadLetter): void;
  /** Bodies that are neither deleted nor moved away, those in flight included; a copy counts. */
  readonly waiting: readonly string[];
  /** Bodies in the dead-letter queue, wherever they came from. */
  readonly dead: readonly string[];
  /** Whether a message that fails too often goes to a dead-letter queue; without one it comes again for ever. */
  readonly redrives: boolean;
  /** Hides at most so many messages, no two of one id, from everybody else. */
  receive(most: number): readonly QueueMessage[];
  delete(receiptHandle: string): void;
  /** The visibility timeout is over, or was set to zero. */
  release(receiptHandle: string): void;
  /** Calls whenever a message can be received. */
  onVisible(listener: () => void): void;
  /** Of a dead-letter queue: sends each message back to where it came from, under a new id; answers how many. */
  startMessageMoveTask(): number;
}

/** All copies of a message count together how often it was received. */
interface Kept {
  readonly messageId: string;
  readonly body: string;
  /** Without it nobody could say where it should go back to ("ListMessageMoveTasks", CouldNotDetermineMessageSource). */
  readonly from: Queue | undefined;
  receives: number;
  /** It was given up, with all its copies. */
  gone?: true;
}

/** Amazon SQS Developer Guide, "Message quotas". */
const MAX_BODY_BYTES = 1_048_576;
/** Behind all others. */
const LAST = 1 - Number.EPSILON;
/** API Reference, "SendMessage": the characters of XML 1.0 (lone surrogates cannot be written as UTF-8). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const checkBody = (body: string): void => {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0) throw new WireRefusal('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (bytes > MAX_BODY_BYTES)
    throw new WireRefusal(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BODY_BYTES} bytes.`,
    );
  if (FORBIDDEN.test(body)) throw new WireRefusal('InvalidMessageContents', 'The message contains characters outside the allowed set.');
};

/** API Reference, "SetQueueAttributes", RedrivePolicy; this double has no FIFO queues, whose names end so ("CreateQueue", QueueName). */
const checkOptions = ({ arn, maxReceiveCount, deadLetters }: QueueOptions): void => {
  if (arn.endsWith('.fifo')) throw new WireRefusal('InvalidParameterValue', `this double has no FIFO queue, so not ${arn}`);
  if ((maxReceiveCount === undefined) !== (deadLetters === undefined))
    throw new WireRefusal('InvalidParameterValue', 'A redrive policy has both deadLetterTargetArn and maxReceiveCount.');
  const isCount = maxReceiveCount === undefined || (Number.isInteger(maxReceiveCount) && maxReceiveCount >= 1 && maxReceiveCount <= 1_000);
  if (!isCount) throw new WireRefusal('InvalidParameterValue', `maxReceiveCount is ${maxReceiveCount}, it must be 1 to 1,000.`);
};

const receivedOf = (message: Kept, receiptHandle: string): QueueMessage => ({
  messageId: message.messageId,
  receiptHandle,
  body: message.body,
  md5OfBody: createHash('md5').update(message.body).digest('hex'),
  approximateReceiveCount: message.receives,
});

/** What can be received, in the order in which it will be. */
const shelf = ({ copies, random }: Disorder) => {
  const visible: Kept[] = [];
  const listeners = new Set<() => void>();
  const show = (message: Kept, place = visible.length): void => {
    visible.splice(place, 0, message);
    for (const listener of listeners) listener();
  };
  return {
    visible,
    listeners,
    show,
    keep: (message: Omit<Kept, 'receives' | 'gone'>): void => {
      const kept: Kept = { ...message, receives: 0 };
      for (let copy = 0; copy < copies; copy += 1) show(kept, Math.floor(random() * (visible.length + 1)));
    },
    /** Takes away all that are so. */
    remove: (isSo: (message: Kept) => boolean): readonly Kept[] => {
      const removed = visible.filter(isSo);
      visible.splice(0, visible.length, ...visible.filter((message) => !removed.includes(message)));
      return removed;
    },
    /** Takes away the first whose id is none of these. */
    next: (taken: ReadonlyMap<string, unknown>): Kept | undefined => {
      const place = visible.findIndex(({ messageId }) => !taken.has(messageId));
      return place < 0 ? undefined : visible.splice(place, 1)[0];
    },
  };
};

export const queue = (options: QueueOptions): Queue => {
  checkOptions(options);
  const { arn, maxReceiveCount = Infinity, deadLetters, disorder = { copies: 1, random: () => LAST } } = options;
  const { visible, listeners, show, keep, remove, next } = shelf(disorder);
  const inFlight = new Map<string, Kept>();

  /** What has been received too often goes to the dead letters when it would be received once more. */
  const sortOut = (): void => {
    for (const message of new Set(remove(({ receives }) => receives >= maxReceiveCount))) {
      if (!message.gone) deadLetters?.bury({ messageId: message.messageId, body: message.body, from: self });
      message.gone = true;
    }
  };
  const self: Queue = {
    arn,
    redrives: deadLetters !== undefined,
    bury: keep,
    send: (body) => {
      checkBody(body);
      const messageId = randomUUID();
      keep({ messageId, body, from: undefined });
      return messageId;
    },
    get waiting() {
      return [...visible, ...inFlight.values()].map(({ body }) => body);
    },
    get dead() {
      return deadLetters?.waiting ?? [];
    },
    receive: (most) => {
      sortOut();
      const taken = new Map<string, QueueMessage>();
      for (let message = next(taken); message; message = taken.size < most ? next(taken) : undefined) {
        const receiptHandle = randomUUID();
        message.receives += 1;
        inFlight.set(receiptHandle, message);
        taken.set(message.messageId, receivedOf(message, receiptHandle));
      }
      return [...taken.values()];
    },
    delete: (receiptHandle) => void inFlight.delete(receiptHandle),
    release: (receiptHandle) => {
      const message = inFlight.get(receiptHandle);
      inFlight.delete(receiptHandle);
      if (message && !message.gone) show(message);
    },
    onVisible: (listener) => void listeners.add(listener),
    startMessageMoveTask: () => {
      const moving = remove(({ from }) => from !== undefined);
      for (const { from, body } of moving) from?.send(body);
      return moving.length;
    },
  };
  return self;
};
