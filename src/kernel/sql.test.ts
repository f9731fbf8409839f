import { expect, test } from 'vitest'
import { change, identifier, insertion, joined, none, Sql, sql, statement, where } from './sql.ts'

const text_of = (query: Sql): string => statement(query).text

test('pieces become one text, numbered through, with the values beside it', () => {
  const inner = sql`b = ${2} and c = ${'three'}`
  expect(statement(sql`select ${1} where ${inner} or d = ${4}`)).toMatchObject({
    text: 'select $1 where b = $2 and c = $3 or d = $4',
    values: [1, 2, 'three', 4],
  })
})

test('a value and a piece in the same place are different statements', () => {
  const either = (value: unknown): Sql => sql`select ${value}, ${value instanceof Sql ? 1 : sql`now()`}`
  expect(text_of(either(1))).toBe('select $1, now()')
  expect(text_of(either(sql`now()`))).toBe('select now(), $1')
  expect(statement(either(1)).name).not.toBe(statement(either(sql`now()`)).name)
})

test('the same pieces keep their name, whatever the values are', () => {
  const query = (id: number, ids: readonly string[]): Sql =>
    sql`select from ${identifier('jobs')} ${where([sql`id = ${id}`, sql`name = any(${ids})`])} ${new Sql(['limit 11'], [])}`
  expect(statement(query(1, ['a']))).toEqual({ ...statement(query(2, ['b', 'c'])), values: [1, ['a']] })
  expect(text_of(query(1, []))).toBe('select from "jobs" where id = $1 and name = any($2) limit 11')
})

test('what is joined stands apart by its separator only', () => {
  expect(text_of(joined([], ', '))).toBe('')
  expect(text_of(joined([sql`a`], ', '))).toBe('a')
  expect(text_of(joined([sql`a`, sql`b`, sql`c`], ', '))).toBe('a, b, c')
  expect(text_of(joined([sql`a`, sql`b`, sql`c`], ' and '))).toBe('a and b and c')
  expect(text_of(sql`x${none}y`)).toBe('xy')
})

test('columns are named by the rows, and values never are', () => {
  expect(text_of(change('jobs', 'an id', { name: 'x', metadata: { a: 1 } }))).toBe(
    'update "jobs" set "name" = $1, "metadata" = $2 where id = $3',
  )
  expect(statement(insertion('jobs', [{ id: 1 }]))).toMatchObject({
    text: 'insert into "jobs" ("id") select "id" from jsonb_populate_recordset(null::"jobs", $1::jsonb)',
    values: ['[{"id":1}]'],
  })
  expect(() => identifier('jobs; drop table jobs')).toThrow('not a plain identifier')
})
