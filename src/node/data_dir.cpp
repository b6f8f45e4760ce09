#include "node/data_dir.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/unix_address.hpp"

namespace aan::node {
namespace {

constexpr std::uint64_t kKeysBytesMax = 1U << 20;
// SQLite opens files whose path has 512 bytes, and names its journals after the database.
constexpr std::size_t kPathBytesMax = 480;

}  // namespace

Result<DataDir> DataDir::lock(const std::filesystem::path& path) {
  std::error_code error;
  if (const auto whole = std::filesystem::absolute(path, error).native().size();
      whole > kPathBytesMax)
    return refuse(Errc::invalid, "data_dir",
                  "The path of the data directory has " + std::to_string(whole) +
                      " bytes; it may have " + std::to_string(kPathBytesMax) +
                      ". Choose a shorter one.");
  const bool is_new = std::filesystem::create_directories(path, error);
  if (error)
    return refuse(Errc::unavailable, "data_dir",
                  "Cannot make the data directory " + path.string() + ": " + error.message());
  // A folder that was there before keeps the rights that its owner gave it.
  if (is_new) ::chmod(path.c_str(), 0700);
  FileDescriptor file(::open((path / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.valid())
    return refuse(
        Errc::unavailable, "data_dir",
        "Cannot write to the data directory " + path.string() + ": " + std::strerror(errno));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
    return refuse(Errc::conflict, "data_dir",
                  "Another process is using the data directory " + path.string() +
                      ". If a server is just starting there, try again in a moment.",
                  "locked");
  return DataDir(path, std::move(file));
}

Result<crypto::KeyRing> DataDir::read_keys(const std::filesystem::path& path) {
  const std::filesystem::path file = path / "keys";
  // Whoever owns the file can put other keys into it, whatever its mode.
  if (!belongs_to_us(file))
    return refuse(Errc::invalid, "keys",
                  file.string() +
                      " belongs to another user than the one who runs this. Run this as the user "
                      "who owns the shop, or give the file to the user who does: " +
                      command_to_own(file) + ".");
  auto text = read_file(file, kKeysBytesMax);
  if (!text) return std::unexpected(std::move(text).error());
  struct stat info{};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & 077) != 0)
    return refuse(Errc::invalid, "keys",
                  file.string() +
                      " can be read by others. Run chmod 600 on it, and rotate the "
                      "keys if somebody may have seen it.");
  auto keys = crypto::KeyRing::parse(*text);
  Secret::wipe(*text);
  if (!keys)
    return refuse(Errc::invalid, "keys",
                  file.string() + " cannot be used. " + keys.error().detail +
                      " Put the newest copy of it back in its place.");
  return keys;
}

Result<> DataDir::save_keys(const crypto::KeyRing& keys) const {
  return write_file_durably(path_ / "keys", keys.encode().reveal(), 0600);
}

Result<std::string> DataDir::site(Rng& rng) const {
  auto text = read_file(path_ / "site", 64);
  if (text && text->size() >= 4) return text->substr(0, 4);
  if (text) return fail(Errc::corrupt, "site", "DIR/site is not four characters");
  if (text.error().code != Errc::not_found) return std::unexpected(std::move(text).error());
  constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string site;
  for (const char c : rng.bytes(4)) site += kAlphabet[static_cast<unsigned char>(c) % 32];
  AAN_TRY(write_file_durably(path_ / "site", site + "\n", 0600));
  return site;
}

bool belongs_to_us(const std::filesystem::path& file) {
  struct stat info{};
  return ::stat(file.c_str(), &info) != 0 || info.st_uid == ::geteuid() || info.st_uid == 0;
}

std::string command_to_own(const std::filesystem::path& file) {
  return "chown " + std::to_string(::geteuid()) + " " + file.string();
}

Result<bool> has_shop(const std::filesystem::path& path) {
  for (const char* const name : {"keys", "aan.db"}) {
    std::error_code error;
    const std::filesystem::file_status found = std::filesystem::status(path / name, error);
    if (found.type() == std::filesystem::file_type::not_found) continue;
    if (!error) return true;
    return refuse(Errc::unavailable, "data_dir",
                  "Cannot look into the data directory " + path.string() + ": " + error.message() +
                      ". Run this as the user who owns the shop.");
  }
  return false;
}

bool is_served(const std::filesystem::path& path) {
  const auto address = UnixAddress::of(path / "aan.sock");
  const FileDescriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return address && probe.valid() && ::connect(probe.get(), address->get(), address->size()) == 0;
}

}  // namespace aan::node
