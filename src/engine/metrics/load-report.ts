/** What makes the acceptance report; loaded when somebody asks for one. */
export async function loadAcceptanceReport() {
  const { acceptanceReport } = await import('./acceptance-report');
  return acceptanceReport;
}
