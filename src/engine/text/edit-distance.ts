/** Levenshtein distance in UTF-16 units. Time grows with the product of the lengths, after the common ends are cut off. */
export function editDistance(left: string, right: string): number {
  let start = 0;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (start < leftEnd && start < rightEnd && left.charCodeAt(start) === right.charCodeAt(start)) start++;
  while (leftEnd > start && rightEnd > start && left.charCodeAt(leftEnd - 1) === right.charCodeAt(rightEnd - 1)) {
    leftEnd--;
    rightEnd--;
  }
  if (leftEnd - start < rightEnd - start) return distanceOf(right.slice(start, rightEnd), left.slice(start, leftEnd));
  return distanceOf(left.slice(start, leftEnd), right.slice(start, rightEnd));
}

/** 1 for equal texts, 0 for texts with nothing in common: one minus the distance over the longer length. */
export function editSimilarity(left: string, right: string): number {
  const longer = Math.max(left.length, right.length);
  return longer === 0 ? 1 : 1 - editDistance(left, right) / longer;
}

function distanceOf(long: string, short: string): number {
  if (short.length === 0) return long.length;
  const row = new Uint32Array(short.length + 1);
  for (let column = 0; column <= short.length; column++) row[column] = column;
  for (let line = 1; line <= long.length; line++) {
    const unit = long.charCodeAt(line - 1);
    let diagonal = line - 1;
    let previous = line;
    row[0] = line;
    for (let column = 1; column <= short.length; column++) {
      const above = row[column] ?? 0;
      const substituted = diagonal + (unit === short.charCodeAt(column - 1) ? 0 : 1);
      previous = Math.min(above + 1, previous + 1, substituted);
      diagonal = above;
      row[column] = previous;
    }
  }
  return row[short.length] ?? 0;
}
