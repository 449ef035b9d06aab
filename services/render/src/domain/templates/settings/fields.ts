/** Parts of forms: a label, a control, a hint, and the places where a form says how it went. */
import { type Content, html, type Markup, raw } from '../html.ts';

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: Content;
  readonly hint?: Content;
  readonly value?: string;
  /** Boolean and other attributes that are ours alone: never with a value from outside. */
  readonly attributes?: string;
}

const described = ({ id, hint }: Field): Markup | false => hint !== undefined && html` aria-describedby="app:${id}-hint"`;
const hintOf = ({ id, hint }: Field): Markup | false => hint !== undefined && html`<p class="hint" id="app:${id}-hint">${hint}</p>`;

export const textField = (field: Field): Markup =>
  html`<div class="field">
    <label for="app:${field.id}">${field.label}</label
    ><input id="app:${field.id}" name="${field.name}" value="${field.value ?? ''}" ${raw(field.attributes ?? '')} ${described(field)} />
    ${hintOf(field)}
  </div>`;

export const areaField = (field: Field): Markup =>
  html`<div class="field">
    <label for="app:${field.id}">${field.label}</label
    ><textarea id="app:${field.id}" name="${field.name}" ${raw(field.attributes ?? '')} ${described(field)}>${field.value ?? ''}</textarea>
    ${hintOf(field)}
  </div>`;

/** A control behind what stands before it, as in an address. */
export const prefixedField = (prefix: string, field: Field): Markup =>
  html`<div class="field">
    <label for="app:${field.id}">${field.label}</label>
    <div class="prefixed">
      <span>${prefix}</span
      ><input
        id="app:${field.id}"
        name="${field.name}"
        value="${field.value ?? ''}"
        required
        minlength="3"
        maxlength="30"
        pattern="[a-z0-9][a-z0-9\\-]{1,28}[a-z0-9]"
        autocapitalize="off"
        autocomplete="off"
        spellcheck="false"
        ${described(field)}
      />
    </div>
    ${hintOf(field)}
  </div>`;

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export const optionsOf = (choices: readonly Choice[], chosen?: string): readonly Markup[] =>
  choices.map(({ value, label }) => html`<option value="${value}" ${value === chosen && html` selected`}>${label}</option>`);

export const selectField = (field: Field, choices: readonly Choice[]): Markup =>
  html`<div class="field">
    <label for="app:${field.id}">${field.label}</label
    ><select id="app:${field.id}" name="${field.name}" ${described(field)}>
      ${optionsOf(choices, field.value)}
    </select>
    ${hintOf(field)}
  </div>`;

/** One of a few, each with what it means. */
export const choiceField = ({ id, name, label, value }: Field, choices: readonly Choice[]): Markup =>
  html`<fieldset class="field choices">
    <legend>${label}</legend>
    ${choices.map(
      (choice) =>
        html`<label class="choice"
          ><input type="radio" name="${name}" value="${choice.value}" id="app:${id}-${choice.value}" ${choice.value === value && html` checked`} /><span
            >${choice.label}${choice.hint !== undefined && html`<span class="hint">${choice.hint}</span>`}</span
          ></label
        >`,
    )}
  </fieldset>`;

export const checkField = ({ id, name, label, value }: Field): Markup =>
  html`<label class="field choice" for="app:${id}"
    ><input type="checkbox" id="app:${id}" name="${name}" ${value === 'yes' && html` checked`} /><span>${label}</span></label
  >`;

/** The end of a form: its button, and where it says how it went. Nothing moves when it speaks. */
export const formFoot = (buttons: Content): Markup =>
  html`<div class="form-foot">
      ${buttons}<span class="form-said" role="status"></span>
    </div>
    <div class="problem" role="alert" hidden></div>`;

export const submitButton = (label: string, kind: 'primary' | 'danger' | 'plain' = 'primary'): Markup =>
  html`<button class="button ${kind}" type="submit">${label}</button>`;

/** Nothing can be sent before what stands there is loaded. */
export interface Form {
  readonly id: string;
  /** Sent by script alone; without it the form says so and does nothing. */
  readonly isWaiting?: boolean;
}

export const scriptForm = ({ id, isWaiting }: Form, content: Content): Markup =>
  html`<form id="app:${id}" class="sheet" method="dialog">
    <fieldset class="bare" ${isWaiting === true && html` disabled`}>${content}</fieldset>
  </form>`;
