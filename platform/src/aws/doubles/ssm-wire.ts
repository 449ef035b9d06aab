/** A double of the Parameter Store at the wire: SecureString parameters that are written once (API Reference, "PutParameter", "GetParameter"). */
import { awsJsonWire, WireRefusal } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { only } from './only.ts';

export interface SsmWire extends Wire {
  readonly parameters: ReadonlyMap<string, string>;
  /** How often a parameter is not found though it was just stored. */
  lag(times: number): void;
}

/** API Reference, "PutParameter": what names may hold; a standard parameter ends at 4 KB. */
const NAME = /^(\/[\w.-]+){1,15}$/;
const MAX_VALUE_BYTES = 4096;

interface PutInput {
  readonly Name: string;
  readonly Value: string;
  readonly Type: string;
  readonly Overwrite: boolean;
}

const checkPut = ({ Name, Value, Type, Overwrite }: PutInput): void => {
  if (!NAME.test(Name) || /^\/(aws|ssm)/i.test(Name))
    throw new WireRefusal('ValidationException', `Parameter name must be a fully qualified name: ${Name}`);
  if (Type !== 'SecureString' || Overwrite)
    throw new WireRefusal('ValidationException', 'this double keeps secrets only, each written once');
  if (Value === '' || Buffer.byteLength(Value) > MAX_VALUE_BYTES)
    throw new WireRefusal('ValidationException', 'Standard tier parameters support a maximum parameter value of 4096 characters.');
};

export const ssmWire = async ({ admit }: { readonly admit?: Admit } = {}): Promise<SsmWire> => {
  const parameters = new Map<string, string>();
  let lagging = 0;
  const operations = {
    PutParameter: (input: PutInput) => {
      only(input, 'Name', 'Value', 'Type', 'Overwrite');
      checkPut(input);
      if (parameters.has(input.Name)) throw new WireRefusal('ParameterAlreadyExists', 'The parameter already exists.');
      parameters.set(input.Name, input.Value);
      return { Version: 1, Tier: 'Standard' };
    },
    GetParameter: ({ Name, WithDecryption }: { readonly Name: string; readonly WithDecryption: boolean }) => {
      if (!WithDecryption) throw new WireRefusal('ValidationException', 'our adapter wants the secret, not its cipher');
      const Value = parameters.get(Name);
      const isHidden = Value !== undefined && lagging > 0;
      if (isHidden) lagging -= 1;
      if (Value === undefined || isHidden) throw new WireRefusal('ParameterNotFound', `Parameter ${Name} not found.`);
      return { Parameter: { Name, Type: 'SecureString', Value, Version: 1 } };
    },
  };
  const wire = await awsJsonWire('AmazonSSM', operations, admit);
  return { ...wire, parameters, lag: (times) => void (lagging += times) };
};
