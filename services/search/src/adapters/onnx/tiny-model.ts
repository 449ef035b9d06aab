/** Makes a model of the right shape and of no use: each piece has a vector of its own. In the format of ONNX (onnx.proto, IR version 8). */
import { DIMENSION } from '../../domain/embedding/directions.ts';

const varint = (value: number): readonly number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
const number = (field: number, value: number): Buffer => Buffer.from([...varint(field * 8), ...varint(value)]);
const bytes = (field: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(body.length)]), body]);
};
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));

const FLOAT = 1;
const INT64 = 7;

interface Value {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly string[];
}

const valueInfo = (field: number, { name, type, dims }: Value): Buffer => {
  const shape = bytes(2, ...dims.map((dim) => bytes(1, text(2, dim))));
  return bytes(field, text(1, name), bytes(2, bytes(1, number(1, type), shape)));
};

/** @param pieces size of the vocabulary */
export const tinyModel = (pieces: number): Buffer => {
  const table = Float32Array.from({ length: pieces * DIMENSION }, (_, at) => Math.sin(1 + at * 0.7919));
  const weights = bytes(
    5,
    ...[number(1, pieces), number(1, DIMENSION), number(2, FLOAT), text(8, 'table'), bytes(9, new Uint8Array(table.buffer))],
  );
  const gather = bytes(1, text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather'));
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
    valueInfo(11, { name, type: INT64, dims: ['batch', 'length'] }),
  );
  const output = valueInfo(12, { name: 'last_hidden_state', type: FLOAT, dims: ['batch', 'length', 'floats'] });
  const graph = bytes(7, gather, text(2, 'tiny'), weights, ...inputs, output);
  return Buffer.concat([number(1, 8), graph, bytes(8, text(1, ''), number(2, 13))]);
};
