// The page where a buyer pays: plain HTML with one form, for a browser with or without scripts and for programs.
import { Fault } from "./fault.mjs";
import { WAYS } from "./payments.mjs";

const LABELS = { card: "Pay by card", apple_pay: "Apple Pay", google_pay: "Google Pay", declined: "Pay by a card that is declined",
                 later: "Pay by bank debit", voucher: "Pay by a voucher" };

const escape = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);

function html(title, body) {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>`
    + `<body><main><h1>${title}</h1>${body}</main></body></html>\n`;
}

function pageOf(session, problem) {
  if (session.status !== "open")
    return html("This page is over", `<p>The payment is ${session.status}.</p>`
                + (session.cancel_url ? `<p><a href="${escape(session.cancel_url)}">Back to the shop</a></p>` : ""));
  const buttons = WAYS.map((way) => `<p><button name="how" value="${way}">${LABELS[way]}</button></p>`).join("");
  const amount = `${(session.amount_total / 100).toFixed(2)} ${session.currency.toUpperCase()}`;
  return html(`Pay ${amount}`, (problem ? `<p role="alert">${escape(problem)}</p>` : "")
              + `<form method="post">${buttons}</form>`
              + (session.cancel_url ? `<p><a href="${escape(session.cancel_url)}">Back</a></p>` : ""));
}

// GET shows it, POST pays: 303 to the shop, or the page again with what was wrong.
export function payPage(method, session, form, payments) {
  if (method !== "POST") return { status: 200, html: pageOf(session) };
  try {
    payments.pay(session, form.how ?? "card");
    return { status: 303, location: session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id) };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { status: fault.status, html: pageOf(session, fault.message) };
  }
}
