#include "service/delivery/stamps.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/nearest.hpp"
#include "base/text.hpp"
#include "domain/catalog/pdf_stamp_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "service/audit.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kPdf = "pdf";
constexpr std::string_view kLatinWords = "en";  ///< where a closing page cannot say the buyer's own
constexpr std::int64_t kNamesCompared = 100;
constexpr std::size_t kSlipsMax = 3;
constexpr std::int64_t kLeftOutShown = 200;
constexpr int kRetryAfterSeconds = 10;
constexpr std::size_t kInVainMax = 1'000;

std::unexpected<Error> being_made() {
  return std::unexpected(
      Error{Errc::unavailable, "stamp", "no worker looked at the file yet",
            "Your copy is being made. Try again in a moment; nothing was counted.",
            kRetryAfterSeconds, "copy_being_made"});
}

bool may_take_stamp(const catalog::EditionFile& file) {
  return file.format == "epub" || file.format == kPdf;
}

Result<> check_publisher(const ports::StampStore& stamps, const std::string& publisher) {
  if (AAN_TRY(stamps.editions_of(publisher)) > 0 ||
      AAN_TRY(stamps.stamped_since(publisher)).has_value())
    return {};
  std::vector<std::string> known;
  for (const ports::PublisherLine& line : AAN_TRY(stamps.publishers(0, kNamesCompared)).publishers)
    known.push_back(line.publisher);
  const std::string near = nearest_of(known, publisher, kSlipsMax);
  return refuse(Errc::not_found, "publisher",
                near.empty() ? "No book of this shop names that publisher."
                             : "No book of this shop names that publisher. Is it " + near + "?",
                "no_such_publisher");
}

}  // namespace

Result<std::optional<Timestamp>> stamped_since(const ports::Snapshot& at,
                                               const catalog::Edition& edition) {
  return at.stamps().stamped_since(edition.publisher);
}

Result<bool> is_stamped_when_sold(const ports::Snapshot& at, const catalog::Edition& edition,
                                  const std::vector<catalog::EditionFile>& files) {
  if (!AAN_TRY(stamped_since(at, edition))) return false;
  for (const catalog::EditionFile& file : files) {
    if (!may_take_stamp(file)) continue;
    const auto outcome = AAN_TRY(at.stamps().outcome_of(file.id));
    if (!outcome || *outcome == catalog::kStampReady) return true;
  }
  return false;
}

Result<bool> is_stamped_for(const ports::Snapshot& at, const catalog::EditionFile& file,
                            Timestamp placed_at) {
  const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
  const auto since = edition ? AAN_TRY(stamped_since(at, *edition)) : std::nullopt;
  return since && *since <= placed_at && AAN_TRY(is_stamped_when_sold(at, *edition, {file}));
}

Result<bool> is_any_stamped(const Room& room, const std::vector<catalog::OfferDetail>& books) {
  bool is_stamped = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_stamped = false;
    for (const catalog::OfferDetail& one : books)
      is_stamped = is_stamped || AAN_TRY(is_stamped_when_sold(at, one.edition, one.files));
    return {};
  }));
  return is_stamped;
}

// What the store says of an order's copy of a file.
struct Stamps::Known {
  bool is_wanted = false;
  bool is_planned = false;   ///< one way or the other
  std::optional<Plan> plan;  ///< wanted, and it takes a stamp
};

// What the worker found out, and whether it was kept.
struct Stamps::Made {
  bool is_kept = false;
  std::optional<Plan> plan;
};

namespace {

std::uint64_t file_bytes_of(const auto& plan) {
  return std::visit([](const auto& one) { return one.file_bytes; }, plan);
}

}  // namespace

// A plan that an older program made is none.
std::optional<Stamps::Plan> Stamps::readable(const ports::KeptStampPlan& kept,
                                             const catalog::EditionFile& file) {
  std::optional<Plan> plan;
  if (file.format == kPdf) {
    if (auto pdf = catalog::parse_pdf_stamp_plan(kept.plan)) plan = *std::move(pdf);
  } else if (auto epub = catalog::parse_stamp_plan(kept.plan)) {
    plan = *std::move(epub);
  }
  if (plan && file_bytes_of(*plan) != file.size) plan.reset();
  return plan;
}

Result<Stamps::Known> Stamps::look(const sales::Order& order,
                                   const catalog::EditionFile& file) const {
  Known known;
  if (!may_take_stamp(file)) return known;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    const auto since = edition ? AAN_TRY(stamped_since(at, *edition)) : std::nullopt;
    known.is_wanted = since && *since <= order.created_at;
    if (!known.is_wanted) return {};
    const auto kept = AAN_TRY(at.stamps().find_plan(file.id));
    if (kept && kept->outcome == catalog::kStampReady) known.plan = readable(*kept, file);
    known.is_planned = known.plan || (kept && kept->outcome != catalog::kStampReady &&
                                      kept->outcome != catalog::kStampNoWorker);
    return {};
  }));
  return known;
}

catalog::StampedCopy Stamps::copy(const Plan& plan, const sales::Order& order) const {
  ports::StampPage about;
  about.locale = order.locale;
  about.reference = order.reference;
  about.shop_name = shop_.name;
  about.shop_url = shop_.url;
  const catalog::Stamp stamp{order.reference, shop_.name};
  const catalog::StampWords words = writer_.stamp_page(about);
  if (const auto* epub = std::get_if<catalog::StampPlan>(&plan))
    return catalog::stamped_copy(*epub, stamp, words);
  const auto& pdf = std::get<catalog::PdfStampPlan>(plan);
  if (catalog::fits_pdf(words)) return catalog::stamped_pdf(pdf, stamp, words);
  about.locale = kLatinWords;
  return catalog::stamped_pdf(pdf, stamp, writer_.stamp_page(about));
}

Result<std::optional<catalog::StampedCopy>> Stamps::copy_of(const sales::Order& order,
                                                            const catalog::EditionFile& file) {
  Known known = AAN_TRY(look(order, file));
  if (known.is_wanted && !known.is_planned) known = AAN_TRY(plan_now(order, file));
  if (!known.plan) return std::nullopt;
  return copy(*known.plan, order);
}

// Whoever asks holds a thread that other pages need: without a place nobody waits for a worker.
Result<Stamps::Known> Stamps::plan_now(const sales::Order& order,
                                       const catalog::EditionFile& file) {
  const auto making = makings_.begin("stamp " + file.id.value);
  Known known = AAN_TRY(look(order, file));  // somebody made it meanwhile
  if (!known.is_wanted || known.is_planned) return known;
  Made made;
  if (making)
    made = AAN_TRY(make_plan(file));
  else
    say_in_vain(file.id, making.error());
  if (!made.is_kept) {
    if (is_worth_waiting(file.id)) return being_made();
    AAN_TRY(put_plan(file.id, {std::string(catalog::kStampNoWorker), ""}));
  }
  known.plan = std::move(made.plan);
  return known;
}

Result<std::uint64_t> Stamps::size_of(const sales::Order& order,
                                      const catalog::EditionFile& file) const {
  const Known known = AAN_TRY(look(order, file));
  return known.plan ? copy(*known.plan, order).size : file.size;
}

// Nobody but the worker looks into a file. One that it cannot read any more is delivered as it is.
Result<Stamps::Made> Stamps::make_plan(const catalog::EditionFile& file) {
  const ports::OpenBlob blob = AAN_TRY(open_file(room_, file));
  const auto found = stamper_.plan(blob.file.get());
  // Only what is wrong with the file itself stays so, also that it takes all the time there is.
  const auto is_of_file = [](Errc code) {
    return code == Errc::invalid || code == Errc::too_large || code == Errc::timeout;
  };
  if (!found && !is_of_file(found.error().code)) {
    say_in_vain(file.id, found.error());
    return Made{};
  }
  ports::KeptStampPlan kept{"unreadable", ""};
  std::optional<Plan> plan;
  if (found) {
    if (const auto* why = std::get_if<std::string>(&*found)) kept.outcome = *why;
    if (const auto* epub = std::get_if<catalog::StampPlan>(&*found)) {
      plan = *epub;
      kept.plan = catalog::encode_stamp_plan(*epub);
    }
    if (const auto* pdf = std::get_if<catalog::PdfStampPlan>(&*found)) {
      plan = *pdf;
      kept.plan = catalog::encode_pdf_stamp_plan(*pdf);
    }
    if (plan) kept.outcome = catalog::kStampReady;
    // What the worker read was another file, or of another kind.
    if (plan && !readable(kept, file)) {
      plan.reset();
      kept = {"unreadable", ""};
    }
  }
  AAN_TRY(put_plan(file.id, kept));
  note_planned(file.id);
  return Made{true, std::move(plan)};
}

Result<> Stamps::put_plan(const catalog::FileId& file, const ports::KeptStampPlan& kept) {
  bool is_new = false;
  AAN_TRY(room_.store.write("stamp.plan", [&](ports::UnitOfWork& unit) -> Result<> {
    is_new = AAN_TRY(unit.stamps().outcome_of(file)) != kept.outcome;
    return is_new || !kept.plan.empty() ? unit.stamps().put_plan(file, kept, room_.clock.wall())
                                        : Result<>();
  }));
  if (is_new && kept.outcome != catalog::kStampReady) {
    log::info("stamp.left_out", {{"file", file.value}, {"why", kept.outcome}});
    room_.ring();
  }
  return {};
}

bool Stamps::note_in_vain(const catalog::FileId& file) {
  const Timestamp now = room_.clock.wall();
  const std::scoped_lock lock(in_vain_mutex_);
  const auto [at, is_new] = in_vain_.try_emplace(file, Tries{now, now});
  // What nobody tried for so long is tried from the beginning.
  const bool is_first = is_new || now - at->second.last > kPlannedWithin || now < at->second.first;
  if (is_first) at->second.first = now;
  at->second.last = now;
  if (in_vain_.size() > kInVainMax)
    in_vain_.erase(
        std::ranges::min_element(in_vain_, {}, [](const auto& one) { return one.second.last; }));
  return is_first;
}

void Stamps::say_in_vain(const catalog::FileId& file, const Error& why) {
  if (note_in_vain(file))
    log::warn("stamp.not_planned", {{"file", file.value}, {"why", why.to_string()}});
}

void Stamps::note_planned(const catalog::FileId& file) {
  const std::scoped_lock lock(in_vain_mutex_);
  in_vain_.erase(file);
}

bool Stamps::is_worth_waiting(const catalog::FileId& file) {
  const std::scoped_lock lock(in_vain_mutex_);
  const auto at = in_vain_.find(file);
  return at == in_vain_.end() || room_.clock.wall() - at->second.first < kPlannedWithin;
}

Result<std::int64_t> Stamps::prepare() {
  std::vector<catalog::EditionFile> files;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    files = AAN_TRY(at.stamps().unplanned(kPlansARound));
    return {};
  }));
  std::int64_t planned = 0;
  for (const catalog::EditionFile& file : files) {
    // A damaged copy is planned when it is whole again; the rest does not wait for it.
    const auto made = make_plan(file);
    if (!made && made.error().reason != "file_damaged") return std::unexpected(made.error());
    if (made && made->is_kept) ++planned;
  }
  return planned;
}

Result<StampList> Stamps::list(std::int64_t offset, std::int64_t limit) const {
  StampList list;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    list.page = AAN_TRY(at.stamps().publishers(offset, limit));
    list.left_out = AAN_TRY(at.stamps().left_out(kLeftOutShown));
    return {};
  }));
  return list;
}

Result<bool> Stamps::set(const std::string& publisher, bool is_stamped, std::string_view by) {
  const Timestamp now = room_.clock.wall();
  bool is_changed = false;
  AAN_TRY(room_.store.write("publisher.stamp", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(check_publisher(unit.stamps(), publisher));
    is_changed = AAN_TRY(unit.stamps().set_stamped(
        publisher, is_stamped ? std::optional<Timestamp>(now) : std::nullopt));
    if (!is_changed) return {};
    return write_down(unit,
                      {std::string(by), is_stamped ? "publisher.stamp" : "publisher.unstamp",
                       std::string(utf8_prefix(publisher, 200)), ""},
                      now);
  }));
  return is_changed;
}

Result<std::vector<FoundStamp>> Stamps::recognise(int file_fd) const {
  std::vector<FoundStamp> found;
  for (catalog::Stamp& stamp : AAN_TRY(stamper_.read_stamps(file_fd)))
    found.push_back({std::move(stamp), false, std::nullopt});
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (FoundStamp& one : found) {
      one.is_of_this_shop = one.stamp.shop == one_line(shop_.name);
      one.order = AAN_TRY(at.sales().find_order_by_reference(one.stamp.order));
    }
    return {};
  }));
  return found;
}

}  // namespace aan::service
