#include "service/library/sync_places.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

#include "base/codec.hpp"
#include "base/log.hpp"
#include "base/read_at.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"
#include "domain/catalog/book_format.hpp"
#include "ports/reading_store.hpp"
#include "service/books/file_versions.hpp"
#include "service/delivery/device_words.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/library/gather.hpp"
#include "service/shared_slot.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kSampleBytes = 1024;
constexpr int kSamplesLast = 10;
constexpr std::int64_t kDocumentsAtOnce = 1000;
constexpr int kLearningAtOnce = 2;
constexpr std::string_view kNamesWay = "2";  // raised when files are known by other names
// KOReader's file names: what it writes as "_" on a file system of Windows and on others, whom it
// names where a feed names nobody, and how long they are without their ending.
constexpr std::string_view kUnsafeOnFat = R"(\/:*?"<>|,)";
constexpr std::string_view kUnsafe = "/";
constexpr std::string_view kNoAuthor = "Unknown Author";
constexpr std::size_t kNameBytesMax = 240;
constexpr std::string_view kPageDevice = "pages of the shop";
constexpr std::string_view kPageDeviceId = "asymmetry-pages";

// A file of a library of which it is not known yet by which digests devices call it.
struct FreshFile {
  sales::Order order;
  sales::DownloadGrant grant;
  catalog::EditionFile file;
  std::string title;
  std::vector<std::string> authors;
};

// Few requests of the process learn at a time: they hold threads, and stamped copies are made for
// it.
std::atomic<int> learning_now{0};

class Learning {
 public:
  Learning() : may_begin_(++learning_now <= kLearningAtOnce) {}
  Learning(const Learning&) = delete;
  Learning& operator=(const Learning&) = delete;
  ~Learning() { --learning_now; }
  [[nodiscard]] bool may_begin() const { return may_begin_; }

 private:
  const bool may_begin_;
};

std::unexpected<Error> busy() {
  auto refused = fail(Errc::unavailable, "sync", "enough libraries are learnt",
                      "Many places are kept just now. Try again in a moment.");
  refused.error().retry_after_s = static_cast<int>(SyncPlaces::kLearnEvery.s());
  return refused;
}

// What of a library is to be learnt, and what is to be said of another order's file from now on.
struct Unlearnt {
  std::vector<FreshFile> fresh;
  std::vector<sales::ReadingDocument> passed_on;
};

std::string read_some(const FileDescriptor& file, std::uint64_t offset, std::size_t bytes) {
  return read_at(file, offset, bytes).value_or(std::string());
}

// Of a copy that is pieces of the file and of what was made for it.
std::string read_pieces(const catalog::StampedCopy& copy, const FileDescriptor& file,
                        std::uint64_t offset, std::size_t bytes) {
  std::string out;
  for (const catalog::StampedPiece& piece : copy.pieces) {
    const std::uint64_t length = piece.bytes.empty() ? piece.length : piece.bytes.size();
    if (offset < length && out.size() < bytes) {
      const std::size_t wanted = std::min<std::uint64_t>(bytes - out.size(), length - offset);
      out += piece.bytes.empty() ? read_some(file, piece.offset + offset, wanted)
                                 : piece.bytes.substr(offset, wanted);
      offset = 0;
    } else {
      offset -= std::min(offset, length);
    }
  }
  return out;
}

// Nobody else's: says that a file was learnt where another order's has all its other names.
std::string mark_of(const sales::GrantId& grant, const catalog::FileId& file) {
  return grant.value + " " + file.value + " " + std::string(kNamesWay);
}

std::string safe_name(std::string_view name, std::string_view unsafe) {
  std::string safe(utf8_prefix(name, kNameBytesMax));
  for (char& c : safe)
    if (unsafe.contains(c)) c = '_';
  return safe;
}

// As devices name what they fetch: by the shop's name, or after authors and title. Some see the
// first author of a feed, some the last, some all.
std::set<std::string> names_of(const FreshFile& one) {
  const std::size_t dot = one.file.file_name.rfind('.');
  const std::string ending =
      dot == std::string::npos ? "." + one.file.format : one.file.file_name.substr(dot);
  std::string all;
  for (const std::string& author : one.authors) all += (all.empty() ? "" : ", ") + author;
  std::vector<std::string> who = {std::string(kNoAuthor)};
  if (!one.authors.empty()) who = {one.authors.front(), one.authors.back(), all};
  std::vector<std::string> stems = {one.title};
  for (const std::string& author : who) stems.push_back(author + " - " + one.title);
  std::set<std::string> names = {mark_of(one.grant.id, one.file.id), one.file.file_name};
  for (const std::string& stem : stems)
    for (const std::string_view unsafe : {kUnsafe, kUnsafeOnFat})
      names.insert(safe_name(stem, unsafe) + ending);
  return names;
}

// What was refunded, given away or taken out of the library meanwhile is not its any more. `Look`:
// a snapshot or a unit of work.
template <class Look>
Result<bool> may_be_read(Look& at, const customer::CustomerId& library, const sales::GrantId& id) {
  const auto grant = AAN_TRY(at.sales().find_grant(id));
  const auto order = grant ? AAN_TRY(at.sales().find_order(grant->order_id)) : std::nullopt;
  if (!order || sales::refusal_of(order->state) || AAN_TRY(at.gifts().gift_of(order->id)))
    return false;
  const auto orders = AAN_TRY(at.libraries().orders_in(library, kLibraryOrdersMax));
  return std::ranges::find(orders, order->id) != orders.end();
}

// A book that was bought twice is one on a device: what names a file of another order keeps doing
// so for as long as that may be read.
Result<> learn_document(ports::UnitOfWork& unit, const customer::CustomerId& library,
                        const sales::ReadingDocument& document) {
  ports::ReadingStore& reading = ports::reading_of(unit);
  const auto before = AAN_TRY(reading.find_document(library, document.document));
  if (before && before->grant_id != document.grant_id &&
      AAN_TRY(may_be_read(unit, library, before->grant_id)))
    return {};
  return reading.put_document(library, document);
}

Result<FreshFile> fresh_file(const ports::Snapshot& at, const sales::Order& order,
                             const sales::DownloadGrant& grant, const catalog::EditionFile& file) {
  FreshFile one{order, grant, file, "", {}};
  const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
  const auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
  if (!book) return one;
  one.title = book->work.title;
  for (const catalog::Contributor& who : book->work.contributors)
    if (who.role == catalog::ContributorRole::author) one.authors.push_back(who.name);
  return one;
}

// All of them: what is not known to be known would be learnt again each time.
Result<std::vector<sales::ReadingDocument>> documents_in(const ports::Snapshot& at,
                                                         const customer::CustomerId& library) {
  std::vector<sales::ReadingDocument> all;
  std::vector<sales::ReadingDocument> some;
  do {
    const std::string after = all.empty() ? std::string() : all.back().document;
    some = AAN_TRY(ports::reading_of(at).documents_of(library, after, kDocumentsAtOnce));
    all.insert(all.end(), some.begin(), some.end());
  } while (std::ssize(some) == kDocumentsAtOnce);
  return all;
}

Result<Unlearnt> unlearnt_in(const ports::Snapshot& at, const customer::CustomerId& library) {
  const auto documents = AAN_TRY(documents_in(at, library));
  std::set<std::string> known;
  for (const sales::ReadingDocument& one : documents) known.insert(one.document);
  Unlearnt it;
  std::set<std::string> grants;                   // that may be read
  std::map<std::string, sales::GrantId> by_file;  // one of them that opens it
  for (const sales::OrderId& id : AAN_TRY(at.libraries().orders_in(library, kLibraryOrdersMax))) {
    const auto order = AAN_TRY(at.sales().find_order(id));
    if (!order || sales::refusal_of(order->state) || AAN_TRY(at.gifts().gift_of(id))) continue;
    for (const sales::DownloadGrant& grant : AAN_TRY(at.sales().grants(id))) {
      grants.insert(grant.id.value);
      for (const catalog::FileVersion& version : AAN_TRY(file_versions_of(at.catalog(), grant))) {
        const std::string& file = version.file.id.value;
        by_file.emplace(file, grant.id);
        if (!known.contains(hex(crypto::md5(mark_of(grant.id, version.file.id)))) &&
            it.fresh.size() < SyncPlaces::kLearnedARequest)
          it.fresh.push_back(AAN_TRY(fresh_file(at, *order, grant, version.file)));
      }
    }
  }
  for (const sales::ReadingDocument& one : documents) {
    const auto other = by_file.find(one.file_id.value);
    if (!grants.contains(one.grant_id.value) && other != by_file.end() &&
        it.passed_on.size() < SyncPlaces::kLearnedARequest)
      it.passed_on.push_back({one.document, other->second, one.file_id});
  }
  return it;
}

// `plain`: digests of this request by file, so that none is read twice.
Result<std::string> digest_of(const Room& room, Stamps& stamps, const FreshFile& one,
                              std::map<std::string, std::string>& plain) {
  const auto copy = AAN_TRY(stamps.copy_of(one.order, one.file));
  if (const auto read = plain.find(one.file.id.value); !copy && read != plain.end())
    return read->second;
  const ports::OpenBlob blob = AAN_TRY(open_file(room, one.file));
  std::string digest = partial_md5([&](std::uint64_t offset, std::size_t bytes) {
    return copy ? read_pieces(*copy, blob.file, offset, bytes)
                : read_some(blob.file, offset, bytes);
  });
  if (!copy) plain.emplace(one.file.id.value, digest);
  return digest;
}

Result<> check(const DevicePlace& place) {
  if (place.share < 0 || place.share > catalog::kWholeBook ||
      place.progress.size() > kDevicePositionBytesMax ||
      place.device.size() > kDeviceNameBytesMax || place.device_id.size() > kDeviceNameBytesMax ||
      !is_utf8(place.progress) || !is_utf8(place.device) || !is_utf8(place.device_id) ||
      one_line(place.progress) != place.progress)
    return refuse(Errc::invalid, "sync", "That is no place in a book.", "device_place");
  return {};
}

}  // namespace

std::string partial_md5(
    const std::function<std::string(std::uint64_t offset, std::size_t bytes)>& read) {
  std::string sampled;
  for (int i = -1; i <= kSamplesLast; ++i) {
    const std::uint64_t offset =
        i < 0 ? 0 : std::uint64_t{kSampleBytes} << (2U * static_cast<unsigned>(i));
    const std::string piece = read(offset, kSampleBytes);
    if (piece.empty()) break;
    sampled += piece;
  }
  return hex(crypto::md5(sampled));
}

SyncPlaces::SyncPlaces(const Room& room, Stamps& stamps, ReadingCopies& copies)
    : room_(room), stamps_(stamps), copies_(copies), salt_(crypto::new_token(room.rng)) {}

// Memory of a fixed size: two libraries may share a place by chance, and then wait for each other.
bool SyncPlaces::may_learn(const customer::CustomerId& library) {
  const std::size_t slot = shared_slot(salt_, library.value, learnt_.size());
  const Duration now = room_.clock.mono();
  const std::scoped_lock lock(learnt_mutex_);
  if (learnt_[slot] && now - *learnt_[slot] < kLearnEvery) return false;
  learnt_[slot] = now;
  return true;
}

// By which digests devices call what came into the library since the last time.
Result<> SyncPlaces::learn(const customer::CustomerId& library) {
  Unlearnt it;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    it = AAN_TRY(unlearnt_in(at, library));
    return {};
  }));
  if (!it.passed_on.empty())
    AAN_TRY(room_.store.write("sync.pass_on", [&](ports::UnitOfWork& unit) -> Result<> {
      for (const sales::ReadingDocument& one : it.passed_on)
        AAN_TRY(learn_document(unit, library, one));
      return {};
    }));
  std::map<std::string, std::string> plain;  // digests of files that are nobody's own copy
  for (const FreshFile& one : it.fresh) {
    // A file that is not whole now is learnt when it is.
    const auto digest = digest_of(room_, stamps_, one, plain);
    if (!digest) {
      log::warn("sync.not_learnt",
                {{"file", one.file.id.value}, {"why", digest.error().to_string()}});
      continue;
    }
    AAN_TRY(room_.store.write("sync.learn", [&](ports::UnitOfWork& unit) -> Result<> {
      // The content says more than a name: it is written last.
      for (const std::string& name : names_of(one))
        AAN_TRY(learn_document(unit, library, {hex(crypto::md5(name)), one.grant.id, one.file.id}));
      return learn_document(unit, library, {*digest, one.grant.id, one.file.id});
    }));
  }
  return {};
}

Result<std::optional<sales::ReadingDocument>> SyncPlaces::document_of(
    const customer::CustomerId& library, std::string_view document) {
  std::optional<sales::ReadingDocument> found;
  for (const bool is_learnt : {false, true}) {
    if (is_learnt) {
      const Learning learning;
      if (!learning.may_begin()) return busy();
      if (!may_learn(library)) break;
      AAN_TRY(learn(library));
    }
    AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
      found = AAN_TRY(ports::reading_of(at).find_document(library, document));
      if (found && !AAN_TRY(may_be_read(at, library, found->grant_id))) found.reset();
      return {};
    }));
    if (found) return found;
    found.reset();
  }
  return found;
}

Result<std::optional<DevicePlace>> SyncPlaces::find(const customer::CustomerId& library,
                                                    std::string_view document) {
  const auto known = AAN_TRY(document_of(library, document));
  if (!known) return std::nullopt;
  std::optional<sales::ReadingPlace> place;
  std::optional<catalog::EditionFile> file;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    place = AAN_TRY(ports::reading_of(at).find_place(known->grant_id));
    file = AAN_TRY(at.catalog().find_file(known->file_id));
    return {};
  }));
  if (!place || !file) return std::nullopt;
  const sales::DeviceWords words = open_device_words(room_, *place);
  DevicePlace it{std::string(document), words.position,  place->share,
                 words.device,          words.device_id, place->kept_at};
  if (!it.progress.empty()) return it;
  // The pages of the shop say the document in which their page begins.
  const auto copy = copies_.open(*file);
  if (!copy) return std::nullopt;
  const std::size_t page = catalog::page_at(copy->index, place->share);
  it.progress = catalog::is_comic(file->format)
                    ? std::to_string(page + 1)
                    : sales::position_of_document(copy->index.pages[page].document);
  it.device = kPageDevice;
  it.device_id = kPageDeviceId;
  return it;
}

Result<bool> SyncPlaces::keep(const customer::CustomerId& library, const DevicePlace& told) {
  AAN_TRY(check(told));
  const auto known = AAN_TRY(document_of(library, told.document));
  if (!known) return false;
  AAN_TRY(room_.store.write("sync.keep", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto grant = AAN_TRY(unit.sales().find_grant(known->grant_id));
    if (!grant) return fail(Errc::corrupt, "sync", "a document without its grant");
    ports::ReadingStore& reading = ports::reading_of(unit);
    sales::ReadingPlace place =
        AAN_TRY(reading.find_place(known->grant_id)).value_or(sales::ReadingPlace{});
    place.grant_id = known->grant_id;
    place.order_id = grant->order_id;
    place.file_id = known->file_id;
    place.share = told.share;
    AAN_TRY(seal_device_words(
        room_, {told.progress, one_line(told.device), one_line(told.device_id)}, place));
    place.kept_at = told.kept_at;
    return reading.put_place(place);
  }));
  return true;
}

}  // namespace aan::service
