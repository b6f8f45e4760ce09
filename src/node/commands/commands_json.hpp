#pragma once
#include <boost/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/desk/permission.hpp"
#include "node/node.hpp"

namespace aan::node {

/// One command: those that only show something never write, but who exported the whole catalogue.
struct Command {
  std::string_view name;
  Purpose purpose = Purpose::look;
  Result<boost::json::object> (*run)(Node& node, const boost::json::object& arguments) = nullptr;
  /// What a key of the desk needs for it; nothing: on the machine alone.
  std::optional<desk::Action> action = {};
  /// What a program may send with it, for those with an action: "order amount", a whole number as
  /// "limit#", an object as "settings*". Everything else is refused (`check_arguments`).
  std::string_view arguments = {};
  /// One of many steps: the index follows by the jobs, or after the last step of all.
  bool is_step = false;
};
/// Every command there is, once.
std::span<const Command> commands();
/// Nothing for an unknown name.
const Command* find_command(std::string_view name);

/// What an operator can ask of an open shop, from the same process or over DIR/aan.sock: the name
/// of a command and its arguments as JSON text, answered as JSON text. Thread-safe.
///
///   ingest {path, price?, currency?}            book.list {offset?, limit?}
///   book.show|publish|hide {book}               book.stock {book, copies: "50" or "unlimited"}
///   book.price {book, price | at_least, suggested?, compare_at?, currency?}
///   list.import {path, from?, format?, price?, currency?, source?}: one step, and where the next
///   begins     list.runs {limit?}: the newest lists, and how far each came     list.show {run}
///   book.merge {book, into}     book.unmerge {book}     book.take-out {book, format}
///   catalogue.export {format: "json", "csv" or "onix", after?, files_to?}: one step
///   catalogue.hash: of works, editions and offers, as every shop of the same books has it
///   book.check {after?}: one step, and where the next one begins
///   clock.show     clock.advance {advance: "PT2H" | now: "2026-12-24T00:00:00Z"}
///   demo.orders {count?, seed?, over?: "P30D"}: orders made up, in a shop with play money
///   book.own-cover {book}: the cover of the book's own file again
///   coupon.add {code, percent?|amount?, minimum?, currency?, from?, until?, uses?,
///     books?: "slug,slug"}
///   coupon.list {offset?, limit?}               coupon.show|end {code}
///   order.list {state?, to_come?, owed?, offset?, limit?}         order.show|cancel {order}
///   order.mail {order}: the receipt goes to the order's address once more
///   order.link|renew-link {order}: the order's secret address; a new one
///   order.refund {order, amount?, key?}: gives all, or that much, back; once for a key
///   order.document {document}: an invoice, receipt or credit note by its name, as PDF
///   order.grant {order, grant?}: opens its downloads again, or that one     order.evidence {order}
///   sales.days {month, play?}: what each day sold and gave back, in each currency
///   sales.export {month, play?}: the journal of a month, "2026-11", with its sums; play: of play
///   money alone
///   settings.list     settings.show {name}     settings.change {settings: {NAME: value} }
///   settings.try-letters {to}: sends a test letter by the mail server that is set
///   page.list     page.show {page, version?}     page.write {page, text}
///   attention.list: what needs a person        attention.settle {item}
///   desk.link {role?}: a one-time link     desk.people     desk.disable|enable {name}
///   desk.role {name, role}
///   audit.list {before?, limit?}            audit.verify
///   privacy.show|export|erase {email | order}
///   keys.rotate {purpose}   keys.accept-loss    queue.list   queue.retry {job}
///   index.rebuild {rebuild?}: one step, and by which number to ask for the next
///   ledger.check            ledger.balances
///
/// Every one takes `by` too: who does it, for the audit log; the machine's operator when not said.
///
/// Lists give at most 100 rows, newest first, and the total. A file that cannot be read is an
/// `ingest` with the verdict "refused", not an error.
///
/// Errors: invalid (no such command, wrong arguments) and those of the use cases.
Result<std::string> run_command(Node& node, const std::string& name, const std::string& arguments);

/// What the log says of a command beside its name: which book, order or file it was about, and the
/// price that was set or what became of the file. Nothing secret: an address of an order is an
/// answer, and of answers only verdicts of imports are told.
struct CommandNote {
  std::string about;
  std::string value;
};
CommandNote note_of(const std::string& arguments, const std::string& answer);

}  // namespace aan::node
