#include "adapters/book_worker/worker_list_reader.hpp"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <span>
#include <utility>

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/list_row_frame.hpp"
#include "ports/bundle_list.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;
using catalog::FrameField;

// As `worker/sandbox.hpp` has it, which is the border's other side.
constexpr std::uint64_t kListBytesMax = 1ULL << 30;
constexpr Duration kListDeadline = Duration::seconds(120);
constexpr std::size_t kNoteBytesMax = 500;
constexpr std::size_t kNotesMax = 16;

const char* job_of(std::optional<catalog::ListFormat> forced) {
  if (!forced) return "read-list";
  switch (*forced) {
    case catalog::ListFormat::csv: return "read-list-csv";
    case catalog::ListFormat::gumroad: return "read-list-gumroad";
    case catalog::ListFormat::upstream: return "read-list-upstream";
    case catalog::ListFormat::own: return "read-list-json";
    case catalog::ListFormat::onix: return "read-list-onix";
  }
  return "read-list";
}

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "worker.answer", why);
}

// The answer lies in memory of its own, which nobody writes any more: its worker has ended.
class Mapped {
 public:
  static Result<Mapped> of(int file) {
    struct stat status{};
    if (::fstat(file, &status) != 0) return fail(Errc::internal, "worker.answer", "fstat failed");
    if (static_cast<std::uint64_t>(status.st_size) > kListBytesMax || status.st_size <= 0)
      return malformed("too large or empty a list");
    const auto size = static_cast<std::size_t>(status.st_size);
    void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED) return fail(Errc::unavailable, "worker.answer", "mmap failed");
    return Mapped(static_cast<const char*>(at), size);
  }
  ~Mapped() {
    if (at_ != nullptr) ::munmap(const_cast<char*>(at_), size_);
  }
  Mapped(Mapped&& other) noexcept
      : at_(std::exchange(other.at_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Mapped& operator=(Mapped&&) = delete;
  [[nodiscard]] std::string_view bytes() const { return {at_, size_}; }

 private:
  Mapped(const char* at, std::size_t size) : at_(at), size_(size) {}
  const char* at_;
  std::size_t size_;
};

class WorkerList final : public ports::BookList, public ports::NamesBundles {
 public:
  WorkerList(Mapped answer, std::vector<std::string_view> rows, std::vector<std::string> notes,
             std::vector<catalog::ListBundle> bundles, catalog::ListFormat format)
      : answer_(std::move(answer)),
        rows_(std::move(rows)),
        notes_(std::move(notes)),
        bundles_(std::move(bundles)),
        format_(format) {}
  [[nodiscard]] catalog::ListFormat format() const override { return format_; }
  [[nodiscard]] std::size_t size() const override { return rows_.size(); }
  [[nodiscard]] const std::vector<std::string>& notes() const override { return notes_; }
  [[nodiscard]] const std::vector<catalog::ListBundle>& bundles() const override {
    return bundles_;
  }
  [[nodiscard]] Result<catalog::ListRow> row(std::size_t index) const override {
    auto row = catalog::parse_list_row(rows_.at(index));
    if (!row) return std::unexpected(as_port_error(std::move(row).error()));
    return row;
  }

 private:
  Mapped answer_;
  std::vector<std::string_view> rows_;
  std::vector<std::string> notes_;
  std::vector<catalog::ListBundle> bundles_;
  catalog::ListFormat format_;
};

Result<std::unique_ptr<ports::BookList>> parse_unconverted(const FileDescriptor& answer) {
  Mapped mapped = AAN_TRY(Mapped::of(answer.get()));
  const auto fields = AAN_TRY(catalog::parse_frame(
      mapped.bytes(), catalog::kListRowsMax + catalog::kListBundlesMax + kNotesMax + 8));
  const auto refused = std::ranges::find(fields, FieldTag::refusal_kind, &FrameField::tag);
  if (refused != fields.end()) {
    // The same way as every other refusal; rows that were passed on before it are void.
    catalog::FrameWriter alone;
    for (const FrameField& field : std::span(refused, fields.end()))
      alone.put(field.tag, field.bytes);
    AAN_TRY(parse_answer(std::move(alone).finish()));
    return malformed("a refusal that is none");
  }
  std::vector<std::string_view> rows;
  std::vector<std::string> notes;
  std::vector<catalog::ListBundle> bundles;
  catalog::ListFormat format = catalog::ListFormat::csv;
  for (const FrameField& field : fields) {
    if (field.tag == FieldTag::list_row) {
      rows.push_back(field.bytes);
    } else if (field.tag == FieldTag::list_note) {
      if (notes.size() == kNotesMax || !catalog::is_clean_line(field.bytes, kNoteBytesMax))
        return malformed("unclean notes of a list");
      notes.emplace_back(field.bytes);
    } else if (field.tag == FieldTag::list_bundle) {
      if (bundles.size() == catalog::kListBundlesMax) return malformed("too many bundles");
      bundles.push_back(AAN_TRY(catalog::parse_list_bundle(field.bytes)));
    } else if (field.tag == FieldTag::list_format) {
      const auto said = catalog::parse_list_format(field.bytes);
      if (!said) return malformed("an unknown format of a list");
      format = *said;
    } else {
      return malformed("an unknown field of a list");
    }
  }
  return std::make_unique<WorkerList>(std::move(mapped), std::move(rows), std::move(notes),
                                      std::move(bundles), format);
}

}  // namespace

Result<std::unique_ptr<ports::BookList>> parse_list(FileDescriptor answer) {
  auto list = parse_unconverted(answer);
  if (!list) return std::unexpected(as_port_error(std::move(list).error()));
  return list;
}

Result<std::unique_ptr<ports::BookList>> WorkerListReader::read(
    int file_fd, std::optional<catalog::ListFormat> forced) {
  return parse_list(AAN_TRY(pool_.run_to_memory(job_of(forced), file_fd, kListDeadline)));
}

}  // namespace aan::book_worker
