/** Where a command of several lines speaks. */
export interface Screen {
  out(text: string): void
  /** How it went, for whoever called the program. */
  failed(): void
}

export const terminal: Screen = {
  out: (text) => console.log(text),
  failed: () => {
    process.exitCode = 1
  },
}
