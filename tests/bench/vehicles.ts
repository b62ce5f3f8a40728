export async function vehicles() {
  return null;
}
