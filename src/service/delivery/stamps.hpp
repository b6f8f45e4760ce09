#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/catalog/pdf_stamp.hpp"
#include "domain/catalog/stamp.hpp"
#include "ports/book_stamper.hpp"
#include "ports/letter_writer.hpp"
#include "service/delivery/makings.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// Since when copies of an edition's files are stamped, in a snapshot that is open; nothing: not.
Result<std::optional<Timestamp>> stamped_since(const ports::Snapshot& at,
                                               const catalog::Edition& edition);
/// Whether who buys this edition now gets copies with the order's reference in them, as far as is
/// known: a file that turned out not to take a stamp does not count.
Result<bool> is_stamped_when_sold(const ports::Snapshot& at, const catalog::Edition& edition,
                                  const std::vector<catalog::EditionFile>& files);
/// The same of a file of an order that was placed at `placed_at`: what was sold before a publisher
/// was stamped stays as it was sold.
Result<bool> is_stamped_for(const ports::Snapshot& at, const catalog::EditionFile& file,
                            Timestamp placed_at);

/// Whether copies of any of these are, when they are sold now.
Result<bool> is_any_stamped(const Room& room, const std::vector<catalog::OfferDetail>& books);

/// A publisher whose copies are stamped, or are not, and what could not be.
struct StampList {
  ports::PublisherPage page;
  std::vector<ports::UnstampedFile> left_out;  ///< of all stamped publishers
};

/// A stamp that a copy bears, and what the shop knows of it.
struct FoundStamp {
  catalog::Stamp stamp;
  bool is_of_this_shop = false;       ///< by the name of the shop that it names
  std::optional<sales::Order> order;  ///< with that reference
};

/// Copies that name the order they belong to: whose books, how, and who reads it back.
/// Thread-safe.
class Stamps {
 public:
  /// All outlive this.
  Stamps(const Room& room, const Shop& shop, ports::BookStamper& stamper,
         const ports::LetterWriter& writer, Makings& makings)
      : room_(room), shop_(shop), stamper_(stamper), writer_(writer), makings_(makings) {}

  /// The copy of `file` for `order`; nothing: it is delivered as it is, because its publisher does
  /// not stamp, the order is older than that, or the file takes no stamp. How a file takes it is
  /// found out by the worker the first time, for few who ask at once. One that cannot run, or has
  /// too much to do, is tried again for `kPlannedWithin`; it costs no buyer the book: then it goes
  /// out without, and a person is told. The same order, file and shop give the same bytes. Errors:
  /// unavailable "copy_being_made", with `retry_after_s`; of the store, and of the blob store.
  Result<std::optional<catalog::StampedCopy>> copy_of(const sales::Order& order,
                                                      const catalog::EditionFile& file);
  /// Bytes that this order gets of `file`, as far as is known without asking the worker.
  Result<std::uint64_t> size_of(const sales::Order& order, const catalog::EditionFile& file) const;

  /// Finds out how files take a stamp that nobody has asked for yet, at most `kPlansARound`.
  /// Returns of how many it knows now.
  Result<std::int64_t> prepare();
  static constexpr std::int64_t kPlansARound = 5;
  /// So long after the first try in vain nothing goes out that should name its order.
  static constexpr Duration kPlannedWithin = Duration::minutes(10);

  /// Publishers by name, with what cannot be stamped. `limit`: 1 to 100.
  [[nodiscard]] Result<StampList> list(std::int64_t offset, std::int64_t limit) const;
  /// From now on copies of this publisher's books bear their orders' references, or no more do.
  /// `publisher` is written as its books write it; "" means those that name none. Says whether that
  /// changed anything. Errors: not_found "no_such_publisher".
  Result<bool> set(const std::string& publisher, bool is_stamped, std::string_view by);

  /// Reads the stamps of a copy that somebody found. Whoever has a copy may write another reference
  /// into it: this is a hint, no proof. Errors: invalid, too_large (no book), timeout, unavailable.
  [[nodiscard]] Result<std::vector<FoundStamp>> recognise(int file_fd) const;

 private:
  struct Known;
  [[nodiscard]] Result<Known> look(const sales::Order& order,
                                   const catalog::EditionFile& file) const;
  using Plan = std::variant<catalog::StampPlan, catalog::PdfStampPlan>;
  static std::optional<Plan> readable(const ports::KeptStampPlan& kept,
                                      const catalog::EditionFile& file);
  [[nodiscard]] catalog::StampedCopy copy(const Plan& plan, const sales::Order& order) const;
  struct Made;
  Result<Known> plan_now(const sales::Order& order, const catalog::EditionFile& file);
  Result<Made> make_plan(const catalog::EditionFile& file);
  // When a worker was tried in vain for a file.
  struct Tries {
    Timestamp first;
    Timestamp last;
  };
  // True for the first of the tries that count together.
  bool note_in_vain(const catalog::FileId& file);
  void say_in_vain(const catalog::FileId& file, const Error& why);
  void note_planned(const catalog::FileId& file);
  [[nodiscard]] bool is_worth_waiting(const catalog::FileId& file);
  Result<> put_plan(const catalog::FileId& file, const ports::KeptStampPlan& kept);
  const Room& room_;
  const Shop& shop_;
  ports::BookStamper& stamper_;
  const ports::LetterWriter& writer_;
  Makings& makings_;
  std::mutex in_vain_mutex_;  // guards in_vain_
  std::map<catalog::FileId, Tries> in_vain_;
};

}  // namespace aan::service
