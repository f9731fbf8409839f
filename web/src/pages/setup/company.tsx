import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Out } from '../../api/client.ts'
import { useVerb } from '../../api/queries.ts'
import { session_query } from '../../api/session.ts'
import { ChoiceField, changed, TextField, text_of } from '../../design/fields.tsx'
import { Form } from '../../design/form.tsx'
import { Notice } from '../../design/notice.tsx'
import { Asked } from '../../design/states.tsx'
import { useWords } from '../../words/words.ts'
import { words_in } from './key-form.tsx'

type Tenant = Out<'tenants.get'>

const sequences = ['free', 'warn', 'enforce', 'per_step'] as const satisfies readonly Tenant['sequence_policy'][]
const overlaps = ['allow', 'warn', 'refuse'] as const satisfies readonly Tenant['overlap_policy'][]

export function Company() {
  return <Asked query={useQuery(session_query)}>{(session) => session && <CompanyForm company={session.tenant} />}</Asked>
}

const fields_of = (given: FormData) => ({
  name: String(given.get('name')),
  slug: String(given.get('slug')).trim(),
  time_zone: String(given.get('time_zone')).trim(),
  sequence_policy: String(given.get('sequence_policy')) as Tenant['sequence_policy'], // options of ours, both
  overlap_policy: String(given.get('overlap_policy')) as Tenant['overlap_policy'],
  shift_ends: words_in(text_of(given, 'shift_ends')),
})

function CompanyForm({ company }: { readonly company: Tenant }) {
  const say = useWords()
  const queries = useQueryClient()
  const editing = useVerb('tenants.update')
  const done = () => queries.invalidateQueries({ queryKey: session_query.queryKey })
  return (
    <div className="sheet">
      <Form
        error={editing.error}
        is_busy={editing.isPending}
        on_send={(given) => editing.mutate({ id: company.id, ...changed(company, fields_of(given)) }, { onSuccess: done })}
        send_word={say('app.save')}
        aside={editing.isSuccess && <Notice kind="good">{say('company.saved')}</Notice>}
      >
        <div className="field-pair">
          <TextField name="name" label={say('setup.name')} defaultValue={company.name} />
          <TextField name="slug" label={say('company.short_name')} hint={say('company.short_name_hint')} defaultValue={company.slug} />
        </div>
        <TextField
          name="time_zone"
          label={say('company.time_zone')}
          hint={say('company.time_zone_hint')}
          defaultValue={company.time_zone}
          list="time-zones"
          spellCheck={false}
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <ChoiceField
          name="sequence_policy"
          label={say('company.sequence')}
          hint={say('company.sequence_hint')}
          defaultValue={company.sequence_policy}
          options={sequences.map((one) => [one, say(`company.sequence.${one}`)] as const)}
        />
        <ChoiceField
          name="overlap_policy"
          label={say('company.overlap')}
          defaultValue={company.overlap_policy}
          options={overlaps.map((one) => [one, say(`company.overlap.${one}`)] as const)}
        />
        <TextField
          name="shift_ends"
          label={say('company.shift_ends')}
          hint={say('company.shift_ends_hint')}
          defaultValue={company.shift_ends.join(', ')}
        />
      </Form>
    </div>
  )
}
