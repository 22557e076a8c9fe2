import type { ComponentChildren } from 'preact'

export type FieldProps = {
  name: string
  label: string
  value?: string | undefined
  problem?: string | undefined
  hint?: string | undefined
  type?: 'text' | 'email' | 'tel' | 'password'
  /** token of the HTML standard that lets browsers fill the field in */
  autocomplete?: string
  inputmode?: 'email' | 'tel' | 'numeric' | 'text'
  is_required?: boolean
  /** said behind the label of a field that may stay empty */
  optional_text?: string | undefined
  max_length?: number
}

/** A labelled text field. What is wrong with it stands under it and is read out with it. */
export const Field = ({ name, label, hint, problem, optional_text, ...control }: FieldProps) => (
  <div class={problem ? 'field is-wrong' : 'field'}>
    <Label name={name} label={label} optional_text={control.is_required ? undefined : optional_text} />
    <Control name={name} hint={hint} problem={problem} {...control} />
    <Below name={name} hint={hint} problem={problem} />
  </div>
)

const Control = ({ name, value, problem, hint, type, autocomplete, inputmode, is_required, max_length }: Omit<FieldProps, 'label'>) => {
  const attributes = {
    id: name,
    name,
    value,
    required: is_required,
    maxLength: max_length,
    autocomplete,
    inputmode,
    'aria-describedby': describedBy(name, hint, problem),
  }
  const invalid = problem ? 'true' : undefined
  if (type === 'password') return <input type="password" aria-invalid={invalid} {...attributes} />
  if (type === 'email') return <input type="email" aria-invalid={invalid} {...attributes} />
  if (type === 'tel') return <input type="tel" aria-invalid={invalid} {...attributes} />
  return <input type="text" aria-invalid={invalid} {...attributes} />
}

export type ChoiceProps = Pick<FieldProps, 'name' | 'label' | 'value' | 'problem' | 'hint' | 'autocomplete' | 'is_required'> & {
  options: { value: string; title: string }[]
  /** a change is sent at once; without scripts a button beside it sends it */
  is_sent_on_change?: boolean
}

export const Choice = ({ name, label, value, problem, hint, autocomplete, is_required, is_sent_on_change, options }: ChoiceProps) => (
  <div class={problem ? 'field is-wrong' : 'field'}>
    <Label name={name} label={label} />
    <select
      id={name}
      name={name}
      required={is_required}
      autocomplete={autocomplete}
      data-submits={is_sent_on_change}
      aria-invalid={problem ? 'true' : undefined}
      aria-describedby={describedBy(name, hint, problem)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.title}
        </option>
      ))}
    </select>
    <Below name={name} hint={hint} problem={problem} />
  </div>
)

const Label = ({ name, label, optional_text }: { name: string; label: string; optional_text?: string | undefined }) => (
  <label for={name}>
    {label}
    {optional_text && <span class="quiet"> {optional_text}</span>}
  </label>
)

const Below = ({ name, hint, problem }: { name: string; hint: string | undefined; problem: string | undefined }) => (
  <>
    {hint && (
      <p class="field-hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {problem && (
      <p class="field-problem" id={`${name}-problem`}>
        {problem}
      </p>
    )}
  </>
)

const describedBy = (name: string, hint: string | undefined, problem: string | undefined) =>
  [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || undefined

export type SummaryProps = {
  title: string
  problems: Record<string, string>
  /** names of the fields, for the links; what has none is told without a link */
  labels: Record<string, string>
}

/** All that is wrong with a form, at its head, each linked to its field. Takes the focus, so it is read out at once. */
export const ProblemSummary = ({ title, problems, labels }: SummaryProps): ComponentChildren => {
  const entries = Object.entries(problems)
  if (entries.length === 0) return null
  return (
    <div class="notice is-bad" role="alert" tabIndex={-1} autofocus>
      <p class="notice-title">{title}</p>
      <ul>
        {entries.map(([name, text]) => (
          <li key={name}>{labels[name] ? <a href={`#${name}`}>{`${labels[name]}: ${text}`}</a> : text}</li>
        ))}
      </ul>
    </div>
  )
}
