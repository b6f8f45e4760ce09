#include "node/doctor/doctor_shop.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "node/doctor/doctor_words.hpp"
#include "node/doctor/machine.hpp"
#include "service/attention/conditions.hpp"
#include "service/audit.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::node {
namespace {

using enum Verdict;
using Steps = std::vector<CheckStep>;
using Look = std::function<Result<>(const ports::Snapshot&)>;

constexpr std::int64_t kPage = 100;
constexpr std::int64_t kOrdersAPage = 500;
constexpr std::int64_t kOrdersMax = 10'000;  // the newest: a large shop has to answer too
constexpr std::int64_t kLagMax = 1000;  // changes that the index may be behind while it follows

// Reads; what cannot be read is a step of its own.
void look(Node& node, Steps& steps, const char* name, const Look& at) {
  if (const auto done = node.store->read(at); !done)
    steps.push_back(step_of_error(name, done.error(), "aan doctor says more under database."));
}

Result<> check_order_keys(Node& node, const ports::Snapshot& at, Steps& steps) {
  const crypto::KeyRing ring = node.keys.ring();
  std::size_t lost = 0;
  for (const std::string& id : AAN_TRY(at.sales().keys_in_use()))
    if (std::ranges::find(ring.keys(), id, &crypto::Key::id) == ring.keys().end()) ++lost;
  steps.push_back({"order_keys", lost == 0 ? ok : wrong,
                   lost == 0 ? "The keys of all orders are there."
                             : counted(lost, "key") + " of orders are not in DIR/keys.",
                   lost == 0 ? ""
                             : "Put the newest copy of DIR/keys back. If there is none, aan keys "
                               "accept-loss goes on without them."});
  return {};
}

// A spoiled row keeps a sound database: only reading says that it is not what was written.
Result<> check_orders(const ports::Snapshot& at, Steps& steps) {
  ports::OrderQuery query{.limit = kOrdersAPage};
  for (std::int64_t total = 1; query.offset < std::min(total, kOrdersMax);
       query.offset += kOrdersAPage) {
    const auto page = at.sales().list_orders(query);
    if (!page && page.error().code != Errc::corrupt) return std::unexpected(page.error());
    if (!page) {
      steps.push_back({"orders", wrong, "Cannot be read: " + page.error().detail + ".",
                       "Copy the data directory as it is before anything else; then compare with "
                       "the newest backup. All other orders are still settled and delivered."});
      return {};
    }
    total = page->total;
  }
  steps.push_back({"orders", ok, "The newest orders can be read, up to 10,000.", ""});
  return {};
}

Result<> check_journal(const ports::Snapshot& at, Steps& steps) {
  const auto findings = AAN_TRY(at.ledger().check());
  steps.push_back(
      {"ledger", findings.empty() ? ok : wrong,
       findings.empty() ? "The journal of money adds up."
                        : counted(findings.size(), "finding") + ", the first: " +
                              findings.front().rule + " at " + findings.front().subject + ".",
       findings.empty() ? ""
                        : "aan ledger check names every place. Copy the data directory as it is "
                          "before anything else."});
  return {};
}

void check_audit(Node& node, Steps& steps) {
  const auto audit = service::verify_audit(node.room);
  if (!audit) return steps.push_back(step_of_error("audit_log", audit.error(), ""));
  steps.push_back({"audit_log", audit->broken_at ? wrong : ok,
                   audit->broken_at ? "Entry " + std::to_string(*audit->broken_at) +
                                          " is not what was written (" + audit->fault + ")."
                                    : "The chain holds, from end to end.",
                   audit->broken_at ? "Somebody or a fault of the disk changed the database: "
                                      "compare with the newest backup."
                                    : ""});
}

// What the walk over all books found.
struct Shelf {
  std::size_t listed = 0, unpriced = 0, fileless = 0, missing = 0, damaged = 0;
};

// What failed its check lies in quarantine, so that it is not among what is kept.
Result<> look_at_file(const Node& node, const catalog::EditionFile& file,
                      const std::set<std::string>& kept, Shelf& shelf) {
  if (kept.contains(file.cid.text())) {
    shelf.damaged += file.is_damaged ? 1U : 0U;
    return {};
  }
  const service::CopyState state = AAN_TRY(service::state_of(node.room, file.cid));
  ++(state == service::CopyState::damaged ? shelf.damaged : shelf.missing);
  return {};
}

Result<Shelf> walk_books(const Node& node, const ports::Snapshot& at,
                         const std::set<std::string>& kept) {
  Shelf shelf;
  for (std::int64_t offset = 0;; offset += kPage) {
    const ports::WorkPage page = AAN_TRY(at.catalog().list_works(offset, kPage));
    for (const catalog::WorkId& id : page.works) {
      const auto book = AAN_TRY(at.catalog().find_work(id));
      if (!book) continue;
      const bool is_listed = book->work.visibility == catalog::Visibility::listed;
      if (is_listed) ++shelf.listed;
      if (is_listed && book->files.empty()) ++shelf.fileless;
      if (is_listed && !book->files.empty() && !book->offer.price && book->offer.others.empty())
        ++shelf.unpriced;
      for (const catalog::EditionFile& file : book->files)
        AAN_TRY(look_at_file(node, file, kept, shelf));
    }
    if (offset + kPage >= page.total) return shelf;
  }
}

Result<> check_books(Node& node, const ports::Snapshot& at, Steps& steps) {
  std::set<std::string> kept;
  AAN_TRY(node.blobs->list([&](const crypto::Cid& cid) {
    kept.insert(cid.text());
    return true;
  }));
  const Shelf shelf = AAN_TRY(walk_books(node, at, kept));
  steps.push_back({"books", shelf.listed == 0 || shelf.unpriced > 0 ? advice : ok,
                   counted(shelf.listed, "listed book") + ", " + std::to_string(shelf.unpriced) +
                       " of them with a file and without a price, " +
                       std::to_string(shelf.fileless) + " without a file.",
                   shelf.listed == 0 ? "Bring books in: aan import, or the desk under Books."
                   : shelf.unpriced > 0
                       ? "A book without a price cannot be bought: aan book price, "
                         "or the desk under Books."
                       : ""});
  const bool is_whole = shelf.missing == 0 && shelf.damaged == 0;
  steps.push_back({"files", is_whole ? ok : wrong,
                   is_whole ? "The files of all books are there; aan book check reads them."
                            : "Files of books: " + std::to_string(shelf.missing) + " missing, " +
                                  std::to_string(shelf.damaged) + " damaged.",
                   is_whole ? ""
                            : "aan book check names them: bring the same files in again with aan "
                              "import, then look at the disk."});
  return {};
}

Result<> check_index(Node& node, const ports::Snapshot& at, Steps& steps) {
  const std::int64_t catalogue = AAN_TRY(at.catalog().generation());
  const auto index = node.index->generation();
  const bool is_empty = index && *index == 0 && catalogue > 0;
  if (!index || is_empty || *index > catalogue || catalogue - *index > kLagMax)
    steps.push_back({"index", wrong,
                     index ? "The search index is at change " + std::to_string(*index) + " of " +
                                 std::to_string(catalogue) + "."
                           : "The search index cannot be read: " + index.error().detail,
                     "aan index rebuild makes it again, also while the shop sells."});
  else
    steps.push_back({"index", ok, "Search knows the catalogue.", ""});
  return {};
}

Result<> check_queues(const ports::Snapshot& at, Steps& steps) {
  std::int64_t dead = 0;
  std::int64_t waiting = 0;
  for (const ports::Queue queue : ports::kQueues) {
    const ports::QueueDepth depth = AAN_TRY(at.queues().depth(queue));
    dead += depth.dead;
    waiting += depth.waiting;
  }
  steps.push_back(
      {"queue", dead == 0 ? ok : wrong,
       std::to_string(waiting) + " jobs wait, " + std::to_string(dead) + " were given up.",
       dead == 0 ? "" : "aan queue list says why; aan queue retry tries one again."});
  return {};
}

Result<> check_attention(const ports::Snapshot& at, Steps& steps) {
  const auto standing = AAN_TRY(at.attention().standing());
  const auto open =
      static_cast<std::size_t>(std::ranges::count_if(standing, &attention::Item::is_open));
  steps.push_back({"attention", open == 0 ? ok : advice,
                   open == 0 ? "Nothing waits for a person."
                             : counted(open, "fault") + " for a person to look at.",
                   open == 0 ? "" : "aan attention says what each is and what to do."});
  return {};
}

Result<> check_people(const ports::Snapshot& at, Steps& steps) {
  const bool has_owner = AAN_TRY(at.people().owners()) > 0;
  steps.push_back({"desk", has_owner ? ok : advice,
                   has_owner ? "The desk has an owner." : "Nobody has a place at the desk yet.",
                   has_owner ? "" : "aan desk link makes a link that opens it once."});
  return {};
}

void check_backup(Node& node, Steps& steps) {
  const auto made = machine_of(node).backup_at;
  const bool is_old = made && node.real_clock.wall() - *made > service::kBackupEvery;
  steps.push_back(
      {"backup", !made || is_old ? advice : ok,
       made ? "The newest backup was made at " + rfc3339(*made) + "." : "No backup was ever made.",
       !made || is_old ? "aan backup makes one while the shop sells; let a timer do it "
                         "every night, to another machine."
                       : ""});
}

// A job that any worker answers: one line of a list of books.
void check_worker(Node& node, Steps& steps) {
  const auto list = memory_file("title\nA title\n");
  if (!list) return steps.push_back(step_of_error("worker", list.error(), ""));
  const auto read = node.list_reader->read(list->get(), std::nullopt);
  if (read) return steps.push_back({"worker", ok, "aan-worker reads files, in its sandbox.", ""});
  steps.push_back({"worker", wrong, read.error().detail,
                   "aan-worker belongs beside aan, of the same version, with the packages of "
                   "docs/how-to/install.md; books cannot be brought in without it."});
}

}  // namespace

std::vector<CheckStep> check_shop(Node& node) {
  Steps steps;
  look(node, steps, "order_keys",
       [&](const auto& at) { return check_order_keys(node, at, steps); });
  look(node, steps, "orders", [&](const auto& at) { return check_orders(at, steps); });
  look(node, steps, "ledger", [&](const auto& at) { return check_journal(at, steps); });
  check_audit(node, steps);
  look(node, steps, "books", [&](const auto& at) { return check_books(node, at, steps); });
  look(node, steps, "index", [&](const auto& at) { return check_index(node, at, steps); });
  look(node, steps, "queue", [&](const auto& at) { return check_queues(at, steps); });
  look(node, steps, "attention", [&](const auto& at) { return check_attention(at, steps); });
  look(node, steps, "desk", [&](const auto& at) { return check_people(at, steps); });
  check_backup(node, steps);
  check_worker(node, steps);
  return steps;
}

}  // namespace aan::node
