/** Drawn, not typed: fonts of a tablet may lack the letter. */
const paths = {
  plain: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  running: <path d="M4 2.5v11l9.5-5.5z" fill="currentColor" />,
  good: <path d="M2.5 8.5l3.5 4 7.5-9" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />,
  warn: <path d="M8 2l6.5 12h-13z" fill="currentColor" />,
  bad: <path d="M3.5 3.5l9 9m0-9l-9 9" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  held: <path d="M5 3v10M11 3v10" fill="none" stroke="currentColor" strokeWidth="3" />,
  off: <path d="M3 8h10" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  back: (
    <path d="M7.5 3L2.5 8l5 5M2.5 8h11" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
  ),
  menu: <path d="M2 4h12M2 8h12M2 12h12" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  settings: (
    <path d="M2 4.5h5m4 0h3M9 2.5v4M2 11.5h3m4 0h5M7 9.5v4" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  delete: (
    <path
      d="M5.5 3h8v10h-8L1.5 8zM7.5 6l4 4m0-4l-4 4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
  first: <path d="M8 1.5L14.5 8 8 14.5 1.5 8z" fill="currentColor" />,
  stops: <rect x="3" y="3" width="10" height="10" fill="currentColor" />,
} as const
export type SignName = keyof typeof paths

/** A small shape that says with a word beside it how something stands. */
export const Sign = ({ name }: { readonly name: SignName }) => (
  <svg className="sign" viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" focusable="false">
    {paths[name]}
  </svg>
)
