#include "adapters/search_xapian/xapian_index.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <mutex>
#include <system_error>

#include "adapters/search_xapian/errors.hpp"
#include "adapters/search_xapian/readers.hpp"
#include "adapters/search_xapian/searcher.hpp"
#include "adapters/search_xapian/terms.hpp"
#include "adapters/search_xapian/writer.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/whole_number.hpp"

namespace aan::search_xapian {
namespace {

// A view is overtaken when two commits follow while it is read.
constexpr int kTriesMax = 5;

constexpr std::string_view kUnfinished = "new.";

std::string name_of(int number) { return "db." + std::to_string(number); }

// Whether a process, this one too, writes into the index in `folder`.
bool is_written(const std::filesystem::path& folder) {
  std::error_code why;
  for (const auto& entry : std::filesystem::directory_iterator(folder, why)) {
    try {
      if (Xapian::Database(entry.path().string()).locked()) return true;
    } catch (const Xapian::Error&) {
      continue;  // not a database yet, or not one any more
    }
  }
  return false;
}

// Removes what was begun anew and never took over. False: somebody is at work on one.
bool remove_unfinished(const std::filesystem::path& folder) {
  bool is_all = true;
  std::error_code why;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder, why))
    if (entry.path().filename().string().starts_with(kUnfinished)) found.push_back(entry.path());
  for (const auto& path : found) {
    if (is_written(path))
      is_all = false;
    else
      std::filesystem::remove_all(path, why);
  }
  return is_all;
}

// The newest database in the folder; 0 if there is none. Older ones are what a crash left of a
// replacement: they go.
int tidy(const std::filesystem::path& folder, std::error_code& why) {
  int newest = 0;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder, why)) {
    const std::string name = entry.path().filename();
    int number = 0;
    if (name.starts_with("db.") &&
        std::from_chars(name.data() + 3, name.data() + name.size(), number).ec == std::errc()) {
      newest = std::max(newest, number);
      found.push_back(entry.path());
    }
  }
  std::error_code ignored;
  for (const auto& path : found)
    if (path.filename() != name_of(newest)) std::filesystem::remove_all(path, ignored);
  return newest;
}

std::unexpected<Error> folder_error(std::string_view step, const std::error_code& why) {
  return fail(Errc::unavailable, step, "index folder: " + why.message());
}

Result<std::int64_t> parse_generation(const std::string& text) {
  const auto generation = parse_whole_number(text);
  if (!generation || *generation < 0)
    return fail(Errc::corrupt, "index.generation", "not a number");
  return *generation;
}

}  // namespace

struct XapianIndex::State {
  State(const std::filesystem::path& in, int at)
      : folder(in), number(at), readers(database(at)), writer(database(at)) {}
  [[nodiscard]] std::filesystem::path database(int at) const { return folder / name_of(at); }

  // Runs `work` on a view. Whoever meets damage tells the others. A view fails without being
  // damaged when two commits overtake it, or when its database was replaced.
  template <class T, class Work>
  Result<T> read(const char* step, Work work) {
    for (int tries = 1;; ++tries) {
      const std::uint64_t replacements = readers.replacements();
      try {
        auto reader = readers.lend();
        try {
          return work(*reader);
        } catch (const Xapian::Error&) {
          reader.drop();
          throw;
        }
      } catch (const Xapian::Error& error) {
        const bool is_overtaken = error.get_type() == std::string_view("DatabaseModifiedError") ||
                                  readers.replacements() != replacements;
        if (!is_overtaken || tries == kTriesMax) return noted(as_error(step, error));
      }
    }
  }
  std::unexpected<Error> noted(std::unexpected<Error> error) {
    if (error.error().code == Errc::corrupt) is_damaged = true;
    return error;
  }

  std::filesystem::path folder;
  int number;  ///< of the database in use; each replacement has the next one
  std::atomic<bool> is_damaged = false;
  Readers readers;
  std::mutex writer_guard;
  Writer writer;
  std::mutex fresh_guard;  ///< taken before that of a writer
  std::shared_ptr<XapianIndex> fresh;
  int begun = 0;  ///< how many were, each in a folder that none was in before
};

XapianIndex::XapianIndex(std::unique_ptr<State> state) : state_(std::move(state)) {}
XapianIndex::~XapianIndex() = default;

Result<std::unique_ptr<XapianIndex>> XapianIndex::open(std::filesystem::path folder) {
  std::error_code why;
  std::filesystem::create_directories(folder, why);
  if (why) return folder_error("index.open", why);
  const int newest = tidy(folder, why);
  if (why) return folder_error("index.open", why);
  remove_unfinished(folder);
  auto state = std::make_unique<State>(folder, std::max(newest, 1));
  if (newest == 0) {
    try {
      state->writer.ensure();
    } catch (const Xapian::Error& error) {
      return as_error("index.open", error);
    }
  }
  return std::unique_ptr<XapianIndex>(new XapianIndex(std::move(state)));
}

Result<std::int64_t> XapianIndex::generation() const {
  if (state_->is_damaged) return fail(Errc::corrupt, "index.generation", "damage was met before");
  return state_->read<std::int64_t>(
      "index.generation", [&](Reader& reader) -> Result<std::int64_t> {
        const std::string format = reader.database.get_metadata(kFormatKey);
        if (format != kFormat)
          return state_->noted(
              fail(Errc::corrupt, "index.generation", "format '" + format + "' is not ours"));
        const std::string text = reader.database.get_metadata(kGenerationKey);
        return text.empty() ? Result<std::int64_t>(0) : parse_generation(text);
      });
}

Result<ports::SearchAnswer> XapianIndex::search(const ports::SearchQuery& query) const {
  if (query.text.empty() && !query.is_narrowed())
    return refuse(Errc::invalid, "search", "Type a word of a title, a name or an ISBN.");
  return state_->read<ports::SearchAnswer>(
      "search",
      [&](Reader& reader) -> Result<ports::SearchAnswer> { return search_in(reader, query); });
}

void XapianIndex::warm_up() const {
  static_cast<void>(state_->read<bool>("index.warm_up", [](Reader& reader) -> Result<bool> {
    reader.facets->fill(reader.database);
    return true;
  }));
}

Result<> XapianIndex::apply(const std::vector<catalog::BookDetail>& changed,
                            const std::vector<catalog::WorkId>& removed, std::int64_t generation) {
  const std::lock_guard lock(state_->writer_guard);
  try {
    state_->readers.committed(state_->writer.apply(changed, removed, generation));
  } catch (const Xapian::Error& error) {
    return state_->noted(as_error("index.apply", error));
  }
  return {};
}

// The new database is whole before anybody is sent to it, and the old one goes last.
Result<> XapianIndex::clear() {
  const std::lock_guard lock(state_->writer_guard);
  const auto old = state_->database(state_->number);
  const auto fresh = state_->database(state_->number + 1);
  std::error_code why;
  std::filesystem::remove_all(fresh, why);
  if (why) return folder_error("index.clear", why);
  try {
    Writer writer(fresh);
    writer.ensure();
    state_->writer = std::move(writer);
  } catch (const Xapian::Error& error) {
    return as_error("index.clear", error);
  }
  ++state_->number;
  state_->readers.replaced(fresh);
  state_->is_damaged = false;
  std::filesystem::remove_all(old, why);
  return {};
}

Result<std::shared_ptr<ports::SearchIndex>> XapianIndex::begin_anew() {
  const std::lock_guard lock(state_->fresh_guard);
  if (state_->fresh) {
    const std::lock_guard other(state_->fresh->state_->writer_guard);
    state_->fresh->state_->writer.close();
  }
  state_->fresh.reset();
  if (!remove_unfinished(state_->folder))
    return refuse(Errc::unavailable, "index.begin", "The index is being built already.");
  const std::string name = std::string(kUnfinished) + std::to_string(++state_->begun);
  state_->fresh = AAN_TRY(open(state_->folder / name));
  return state_->fresh;
}

// What is renamed is durable before, and the name before the old database goes.
Result<> XapianIndex::take_over(const std::shared_ptr<ports::SearchIndex>& fresh) {
  const std::lock_guard lock(state_->fresh_guard);
  if (!fresh || fresh != state_->fresh)
    return fail(Errc::conflict, "index.take_over", "not the one that was begun last");
  State& from = *state_->fresh->state_;
  const std::scoped_lock writers(state_->writer_guard, from.writer_guard);
  const auto old = state_->database(state_->number);
  const auto to = state_->database(state_->number + 1);
  std::error_code why;
  from.writer.close();
  AAN_TRY(sync_folder(from.database(from.number)));
  std::filesystem::remove_all(to, why);
  std::filesystem::rename(from.database(from.number), to, why);
  if (why) return folder_error("index.take_over", why);
  state_->writer = Writer(to);
  ++state_->number;
  state_->readers.replaced(to);
  state_->is_damaged = false;
  const std::filesystem::path emptied = from.folder;
  state_->fresh.reset();
  std::filesystem::remove_all(emptied, why);
  // It has taken over. Until its name is known to be durable the old database stays beside it, so
  // that a machine that fails now leaves one of the two, which follows the catalogue.
  if (const auto synced = sync_folder(state_->folder); synced)
    std::filesystem::remove_all(old, why);
  else
    log::warn("index.not_synced", {{"why", synced.error().to_string()}});
  return {};
}

}  // namespace aan::search_xapian
