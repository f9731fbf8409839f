/** Does the work on each, a few at a time. Those of the same lane come one after the other, in their order. */
export async function in_lanes<One, Answer>(
  all: readonly One[],
  lane_of: (one: One) => string,
  work: (one: One, index: number) => Promise<Answer>,
  at_once = 4,
): Promise<Answer[]> {
  const lanes = [...Map.groupBy([...all.entries()], ([, one]) => lane_of(one)).values()]
  const answers: Answer[] = []
  const walk = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      for (const [index, one] of lane) answers[index] = await work(one, index)
    }
  }
  await Promise.all(Array.from({ length: at_once }, walk))
  return answers
}
