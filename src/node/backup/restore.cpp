#include "node/backup/restore.hpp"

#include <fcntl.h>

#include <limits>
#include <optional>

#include "adapters/blob_files/file_blob_store.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "node/backup/lost_keys.hpp"
#include "node/data_dir.hpp"

namespace aan::node {
namespace {

namespace fs = std::filesystem;

Result<> refuse_where_a_shop_is(const fs::path& dir) {
  if (!AAN_TRY(has_shop(dir))) return {};
  return refuse(
      Errc::conflict, "restore",
      "There is a shop in " + dir.string() + " already. Name an empty folder with --data.",
      "not_empty");
}

Result<> contents_in(const fs::path& place, const fs::path& dir, Restored& restored,
                     const std::function<void(std::int64_t)>& progress) {
  const auto blobs = AAN_TRY(blob_files::FileBlobStore::create(dir));
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(place / "blobs", error)) {
    const std::string name = entry.path().filename().string();
    const auto cid = crypto::Cid::parse(name);
    if (!entry.is_regular_file() || !cid) continue;  // a sum beside its content
    const FileDescriptor file(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    const auto kept = blobs->put(file.get(), std::numeric_limits<std::int64_t>::max());
    if (!kept) return std::unexpected(kept.error());
    if (!(kept->cid == *cid))
      return refuse(Errc::corrupt, "restore",
                    entry.path().string() +
                        " is not what was written. Remove it and restore again: the shop then "
                        "says which book lacks it, and an import of that book mends it.");
    progress(++restored.contents);
  }
  if (error && error != std::errc::no_such_file_or_directory)
    return refuse(Errc::unavailable, "restore", "Cannot look into " + place.string() + ".");
  return {};
}

Result<> part_in(const fs::path& place, const BackupManifest& manifest, const fs::path& to,
                 std::string_view name) {
  const auto text = AAN_TRY(read_part(place, manifest, name));
  return text ? write_file_durably(to / name, *text, 0600) : Result<>{};
}

// Found before anything is made: a shop without its keys opens no link and no name.
Result<std::optional<std::string>> keys_for(const fs::path& place, const BackupManifest& manifest,
                                            const RestoreKeys& keys) {
  if (keys.are_lost) return std::nullopt;
  std::optional<std::string> text;
  if (keys.file.empty())
    text = AAN_TRY(read_part(place, manifest, "keys"));
  else
    text = AAN_TRY(read_file(keys.file, kPartBytesMax));
  if (!text)
    return refuse(
        Errc::invalid, "restore",
        "This backup holds no keys. Name the shop's own file with --keys; or, if it is "
        "lost, say --lost-keys: then links of orders and names on receipts are lost too.");
  AAN_TRY(check_signature(place, manifest, AAN_TRY(crypto::KeyRing::parse(*text))));
  return text;
}

// Fresh keys, and the word of the operator that the ones before are not coming back.
Result<> accept_loss(const DataDir& dir, store_sql::SqlStoreOptions options, const Clock& clock,
                     Rng& rng) {
  const crypto::KeyRing fresh = crypto::KeyRing::generate(rng, clock.wall());
  options.may_migrate = true;
  options.site = AAN_TRY(dir.site(rng));
  const auto store = AAN_TRY(store_sql::open_sql_store(options, clock));
  AAN_TRY(store->write("keys.accept-loss", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(note_lost_keys(unit, fresh));
    return remember_keys(unit.records(), fresh);
  }));
  return dir.save_keys(fresh);
}

// What lies beside the rows, and the keys at last.
Result<> files_in(const fs::path& place, const DataDir& dir,
                  const store_sql::SqlStoreOptions& options, const std::optional<std::string>& ring,
                  const Clock& clock, Rng& rng, const BackupManifest& manifest) {
  for (const char* name : {"site", "terms.md", "settings.env"})
    AAN_TRY(part_in(place, manifest, dir.path(), name));
  if (!ring) return accept_loss(dir, options, clock, rng);
  return write_file_durably(dir.path() / "keys", *ring, 0600);
}

}  // namespace

Result<Restored> restore_shop(const Config& config, const fs::path& place,
                              const std::string& moment, const RestoreKeys& keys,
                              const std::function<void(std::int64_t)>& progress) {
  static const SystemClock clock;
  static SystemRng rng;
  Restored restored;
  const auto moments = AAN_TRY(moments_in(place));
  restored.manifest = AAN_TRY(read_moment(place, moment.empty() ? moments.back() : moment));
  const std::optional<std::string> ring = AAN_TRY(keys_for(place, restored.manifest, keys));
  AAN_TRY(refuse_where_a_shop_is(config.data_dir));
  const DataDir dir = AAN_TRY(DataDir::lock(config.data_dir));
  AAN_TRY(contents_in(place, dir.path(), restored, progress));
  store_sql::SqlStoreOptions options;
  options.database_url = std::string(config.database_url.reveal());
  options.data_dir = dir.path();
  const auto rows = store_sql::restore_sql_store(
      options, clock, finished(place, restored.manifest.moment) / "store.rows");
  if (!rows) {
    if (options.database_url.empty()) AAN_TRY(store_sql::remove_restored_store(options, clock));
    return std::unexpected(rows.error());
  }
  restored.rows = *rows;
  const Result<> done = files_in(place, dir, options, ring, clock, rng, restored.manifest);
  if (done) return restored;
  // What is half there would be refused as a shop by whoever tries again.
  Error why = done.error();
  if (const auto removed = store_sql::remove_restored_store(options, clock); !removed) {
    why.detail += "; its rows stay in the database: " + removed.error().detail;
    why.safe += " Its rows are still in the database: empty it before you try again.";
  }
  return std::unexpected(std::move(why));
}

}  // namespace aan::node
