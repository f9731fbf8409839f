import type { IssueStatus } from '../../../domain/quality/issues/issue.ts'
import { words } from '../words.ts'

export const issue_words = ['open', 'in_progress', 'resolved', 'closed'] as const
/** Newer versions of theirs say these. They are taken, and given as the page has them. */
export const issue_words_taken = [...issue_words, 'pending', 'approved', 'rejected'] as const

export const issue_status = words<IssueStatus, IssueStatus, 'pending' | 'approved' | 'rejected'>(
  { open: 'open', in_progress: 'in_progress', resolved: 'resolved', closed: 'closed' },
  {
    ...{ open: 'open', in_progress: 'in_progress', resolved: 'resolved', closed: 'closed' },
    ...{ pending: 'open', approved: 'in_progress', rejected: 'closed' },
  },
)

/** Of the closed ones those that were none. */
export const rejected_of = (given: unknown): true | undefined => (given === 'rejected' ? true : undefined)

export const ncr_categories = ['material', 'process', 'equipment', 'design', 'supplier', 'documentation', 'other'] as const
/** The names in their database are finer: they are kept beside the category that the page knows. */
const finer = { material_defect: 'material', dimensional: 'process', surface_finish: 'process', process_error: 'process' } as const
export const ncr_categories_taken = [...ncr_categories, 'material_defect', 'dimensional', 'surface_finish', 'process_error'] as const

const coarse = new Map<unknown, string>(Object.entries(finer))

export const category_of = (given: unknown): unknown => coarse.get(given) ?? given
/** Whoever gives a category without a finer word takes the finer word away. */
export const subcategory_of = (given: unknown): unknown => (coarse.has(given) ? given : null)
export const subcategory_asked = (given: unknown): unknown => (coarse.has(given) ? given : undefined)
