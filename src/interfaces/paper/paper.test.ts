import bwip from 'bwip-js/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codes_in, read_pdf } from '../../../test/paper.ts'
import { another_tenant, someone } from '../../../test/people.ts'
import { open_shop, type Shop } from '../../../test/shop.ts'
import { because, new_order, new_product, new_units } from '../../../test/units.ts'

let shop: Shop
beforeAll(async () => {
  shop = await open_shop()
})
afterAll(() => shop.close())

const nobody = '019bd1a4-5a7e-7c3e-9d67-2f6b1f0c9a11'

async function printed(path: string, key = shop.admin.key) {
  const { statusCode: status, headers, rawPayload } = await shop.app.inject({ url: path, headers: { authorization: `Bearer ${key}` } })
  return { status, headers, bytes: rawPayload }
}

const resolved = async (text: string): Promise<string> => {
  const { body } = await shop.call('GET', `/v1/codes/resolve?text=${encodeURIComponent(text)}`)
  expect(body.matches, text).toHaveLength(1)
  return body.matches[0].id
}

/** The squares that somebody else's program makes of a text. */
function square_of(text: string): string[] {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M')
  if (!symbol || !('pixs' in symbol)) throw new Error('QR is made of squares')
  const { pixs, pixx } = symbol
  return Array.from({ length: pixs.length / pixx }, (_, y) =>
    pixs
      .slice(y * pixx, (y + 1) * pixx)
      .map((one) => (one ? '#' : '.'))
      .join(''),
  )
}

async function a_job(more: object = {}, part: object = {}, operations: readonly object[] = [{ sequence: 10, name: 'Turning' }]) {
  const { status, body } = await shop.call('POST', '/v1/jobs', {
    ...more,
    parts: [{ part_number: 'LG-4711', quantity: 1250, ...part, operations }],
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

test('a traveller says what the part is, and what is to be done; each code leads to its job or operation', async () => {
  const job = await a_job(
    { job_number: 'A-2026/42', name: 'Gehäuse', customer: 'Müller & Söhne', due: '2026-03-31', notes: 'Kunde kommt zur Abnahme.' },
    { name: 'Lagergehäuse', material: '42CrMo4', material_lot: 'H-77', drawing_number: 'Z-4711', drawing_revision: 'C' },
    [
      {
        sequence: 10,
        name: 'Drehen',
        workstation_name: 'NLX 2500',
        planned_setup_s: 1800,
        planned_total_s: 9900,
        instructions: 'Weiche Backen,\nØ 42 h7',
      },
      { sequence: 20, name: 'Härten', kind: 'outside', supplier: 'Härterei' },
      { sequence: 30, name: 'Nie', status: 'waiting' },
    ],
  )
  const [part] = job.parts
  const [first, second, left_out] = part.operations
  await shop.call('POST', `/v1/operations/${left_out.id}/skip`)
  const { status, headers, bytes } = await printed(`/v1/parts/${part.id}/traveller?language=de`)
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="Laufkarte A-2026-42 LG-4711.pdf"; filename*=UTF-8''Laufkarte%20A-2026-42%20LG-4711.pdf`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  const [page, ...others] = await read_pdf(bytes)
  expect(others).toEqual([])
  expect([page?.width, page?.height].map((side) => Math.round(side ?? 0))).toEqual([595, 842])
  const expected = [
    ...[
      'Laufkarte',
      'A-2026/42',
      'Gehäuse',
      'LG-4711',
      'Lagergehäuse',
      'Müller & Söhne',
      '31.03.2026',
      '1.250 Stk.',
      '42CrMo4',
      'H-77',
      'Z-4711',
      'C',
    ],
    ...[
      'Kunde kommt zur Abnahme.',
      'Drehen',
      'NLX 2500',
      'Vorgabe 2:45 h (Rüsten 30 min)',
      'Weiche Backen,',
      'Ø 42 h7',
      'Härten',
      'Auswärts: Härterei',
    ],
    ...['Kürzel, Datum', 'Seite 1 von 1', job.code, first.code, second.code],
  ]
  const lines = page?.text.split('\n') ?? []
  for (const text of expected) expect(lines).toContain(text)
  expect(lines).not.toContain('Nie')
  const { bars, squares } = await codes_in(bytes)
  expect(bars.map(({ text }) => text)).toEqual([job.code, first.code, second.code])
  expect(squares.map(({ rows }) => rows)).toEqual([job.code, first.code, second.code].map(square_of))
  expect(await Promise.all(bars.map(({ text }) => resolved(text)))).toEqual([job.id, first.id, second.id])
  // A hand scanner reads bars from a quarter of a millimetre on.
  for (const { module } of bars) expect(module).toBeGreaterThan((0.24 * 72) / 25.4)
})

test('on Letter, in English and Dutch', async () => {
  const job = await a_job({ job_number: 'L-1', due: '2026-03-31T14:00:00Z' }, { is_bullet_card: true })
  const of = async (query: string) => (await read_pdf((await printed(`/v1/parts/${job.parts[0].id}/traveller?${query}`)).bytes))[0]
  const english = await of('size=letter')
  expect([english?.width, english?.height]).toEqual([612, 792])
  for (const text of ['Traveller', 'GOES FIRST', '1,250 pcs', 'Page 1 of 1', '31 Mar 2026, 14:00'])
    expect(english?.text.split('\n')).toContain(text)
  const dutch = await of('language=nl')
  for (const text of ['Werkkaart', 'SPOED', '1.250 st.', 'Pagina 1 van 1', 'Paraaf, datum']) expect(dutch?.text.split('\n')).toContain(text)
  expect(await shop.call('GET', `/v1/parts/${job.parts[0].id}/traveller?size=a5&language=xx`)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'size' }, { field: 'language' }] },
  })
})

test('a part with very many operations and endless instructions goes on, page after page', async () => {
  const operations = Array.from({ length: 40 }, (_, at) => ({
    sequence: (at + 1) * 10,
    name: `Step ${at + 1}`,
    ...(at === 5 ? { instructions: Array.from({ length: 900 }, (_one, word) => `word${word}`).join(' ') } : {}),
    ...(at === 7 ? { instructions: 'x'.repeat(5000) } : {}),
  }))
  const job = await a_job({ job_number: 'Long' }, {}, operations)
  const { bytes } = await printed(`/v1/parts/${job.parts[0].id}/traveller`)
  const pages = await read_pdf(bytes)
  const all = pages.map(({ text }) => text).join('\n')
  expect(pages.length).toBeGreaterThan(4)
  for (let at = 0; at < 900; at++) expect(all).toMatch(new RegExp(`\\bword${at}\\b`))
  expect(all.match(/x/g)?.length).toBeGreaterThanOrEqual(5000)
  pages.forEach(({ text }, at) => {
    expect(text).toContain(`Page ${at + 1} of ${pages.length}`)
    expect(text).toContain('Long · LG-4711')
  })
  const { bars } = await codes_in(bytes)
  expect(bars.map(({ text }) => text)).toEqual([job.code, ...job.parts[0].operations.map((one: { code: string }) => one.code)])
})

test('no letter of any language is too much for it', async () => {
  const names = ['Łódź Żółć Čapek Ğüneş Ωmega', '株式会社', 'Завод', 'مصنع', '🏭 works', 'Zero\u200bwidth\u0007', 'ﬁ ½ ⌀12 ≤ 5 – “ok” €']
  for (const [at, name] of names.entries()) {
    const job = await a_job({ job_number: `Letters ${at}`, customer: name, name }, { name, material: name, notes: name }, [
      { sequence: 10, name, instructions: `${name}\n\n\t${name}` },
    ])
    const { status, bytes } = await printed(`/v1/parts/${job.parts[0].id}/traveller`)
    expect([name, status]).toEqual([name, 200])
    const [page] = await read_pdf(bytes)
    if (at === 0) expect(page?.text).toContain('Lódz Zólc Capek')
    if (at === 6) expect(page?.text).toContain('Ø12 <= 5 – “ok” €')
  }
  const none = await a_job({ job_number: 'x'.repeat(255), customer: 'W'.repeat(255) }, { part_number: 'y'.repeat(255) }, [])
  expect((await printed(`/v1/parts/${none.parts[0].id}/traveller`)).status).toBe(200)
})

test('labels of units, on a roll and on sheets: number, product, job and code', async () => {
  const product = await new_product(shop, { steps: ['Saw', 'Pack'] })
  const order = await new_order(shop, product, 26)
  const ids = await new_units(shop, product, order, 26)
  const { body } = await shop.call('GET', `/v1/units?part_id=${order.part_id}&oldest_first=true`)
  const units: { id: string; code: string; serial_number: string }[] = body.data
  await shop.call('POST', `/v1/units/${ids[25]}/scrap`)
  const shown = units.filter(({ id }) => id !== ids[25])
  for (const [size, pages, width, height] of [
    ['62x29', 25, 176, 82],
    ['a4', 2, 595, 842],
    ['letter', 1, 612, 792],
  ] as const) {
    const { status, headers, bytes } = await printed(`/v1/unit-labels/print?part_id=${order.part_id}&size=${size}`)
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf'])
    const read = await read_pdf(bytes)
    expect([read.length, Math.round(read[0]?.width ?? 0), Math.round(read[0]?.height ?? 0)]).toEqual([pages, width, height])
    const all = read.map(({ text }) => text).join('\n')
    for (const { serial_number, code } of shown) for (const text of [serial_number, code]) expect(all.split('\n')).toContain(text)
    const { bars, squares } = await codes_in(bytes)
    expect(bars.map(({ text }) => text)).toEqual(shown.map(({ code }) => code))
    expect(squares.map(({ rows }) => rows)).toEqual(shown.map(({ code }) => square_of(code)))
  }
  const chosen = [ids[3], ids[25]]
  const { bytes } = await printed(`/v1/unit-labels/print?ids=${chosen.join(',')}`)
  const { bars } = await codes_in(bytes)
  expect(await Promise.all(bars.map(({ text }) => resolved(text)))).toEqual(chosen)
})

test('labels in ZPL: what means something to the printer is said by its bytes', async () => {
  const product = await new_product(shop, { steps: ['Saw'], prefix: 'Ä^1~' })
  const order = await new_order(shop, product, 40)
  await new_units(shop, product, order, 40)
  const { body } = await shop.call('GET', `/v1/units?part_id=${order.part_id}&oldest_first=true`)
  const { headers, bytes } = await printed(`/v1/unit-labels/print?part_id=${order.part_id}&format=zpl`)
  expect(headers['content-type']).toBe('application/zpl; charset=utf-8')
  const labels = bytes.toString('utf8').split('^XZ\n').slice(0, -1)
  expect(labels).toHaveLength(40)
  labels.forEach((label, at) => {
    expect(label).toMatch(/^\^XA\n\^CI28\n\^PW496\n\^LL232\n/)
    const fields = [...label.matchAll(/\^FH\^FD(.*)\^FS/g)].map(([, data = '']) => {
      expect(data).not.toMatch(/[\^~]/)
      return decodeURIComponent(data.replaceAll('%', '%25').replaceAll(/_([0-9A-F]{2})/g, '%$1'))
    })
    const { code, serial_number } = body.data[at]
    expect(fields).toEqual([`MA,${code}`, code, expect.stringContaining('Product'), serial_number, expect.stringContaining('U-'), code])
  })
  const fine = await printed(`/v1/unit-labels/print?part_id=${order.part_id}&format=zpl&dpi=300`)
  expect(fine.bytes.toString()).toContain('^PW744\n^LL348\n')
})

test('a thousand labels take seconds, and nobody else waits for them; more than two thousand are refused', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 2001)
  await new_units(shop, product, order, 1000)
  const began = performance.now()
  const printing = printed(`/v1/unit-labels/print?part_id=${order.part_id}&size=a4`)
  let longest = 0
  let done = false
  printing.then(() => {
    done = true
  })
  while (!done) {
    const asked = performance.now()
    await shop.call('GET', '/v1/sessions/current')
    longest = Math.max(longest, performance.now() - asked)
  }
  const { status, bytes } = await printing
  expect([status, (await read_pdf(bytes)).length]).toEqual([200, 42])
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(longest).toBeLessThan(2000)
  await new_units(shop, product, order, 1000)
  await new_units(shop, product, order, 1)
  expect(await shop.call('GET', `/v1/unit-labels/print?part_id=${order.part_id}`)).toMatchObject({
    status: 422,
    ...because('too_many_labels'),
  })
}, 60_000)

test('says which units, in one way; what is not there, or another company’s, has no paper', async () => {
  const product = await new_product(shop, { steps: ['Saw'] })
  const order = await new_order(shop, product, 1)
  const [unit = ''] = await new_units(shop, product, order, 1)
  const field = async (query: string) => (await shop.call('GET', `/v1/unit-labels/print?${query}`)).body.errors
  expect(await field('')).toMatchObject([{ field: 'ids', rule: 'required' }])
  expect(await field(`ids=${unit}&part_id=${order.part_id}`)).toMatchObject([{ field: 'part_id', rule: 'duplicate' }])
  expect(await field(`ids=${unit}&format=zpl&size=a4`)).toMatchObject([{ field: 'size', rule: 'choice' }])
  const paths = [
    `/v1/parts/${order.part_id}/traveller`,
    `/v1/unit-labels/print?part_id=${order.part_id}`,
    `/v1/unit-labels/print?ids=${unit}`,
  ]
  const [viewer, other] = [(await someone(shop, 'viewer')).key, (await another_tenant(shop)).key]
  const narrow = (await someone(shop, 'admin', { scopes: ['jobs.*'] })).key
  for (const path of paths) {
    expect((await printed(path, viewer)).status).toBe(200)
    expect((await shop.call('GET', path, undefined, { key: other })).status).toBe(404)
    expect((await shop.call('GET', path, undefined, { key: null })).status).toBe(401)
    expect(await shop.call('GET', path, undefined, { key: narrow })).toMatchObject({ status: 403, ...because('scope_missing') })
  }
  for (const path of [
    `/v1/parts/${nobody}/traveller`,
    `/v1/unit-labels/print?part_id=${nobody}`,
    `/v1/unit-labels/print?ids=${unit},${nobody}`,
  ])
    expect((await shop.call('GET', path)).status).toBe(404)
})
