/** Base64 of bytes given as hex digits. */
export function base64Of(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map((digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return btoa(bytes.join(''));
}
