#include "net/outbound/smtp_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "base/check.hpp"
#include "net/outbound/smtp_refusal.hpp"

namespace aan::net::outbound {
namespace {

constexpr long kRefused = 500;
constexpr long kDeferred = 400;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t on_read(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& left = *static_cast<std::string_view*>(user);
  const std::size_t taken = std::min(size * count, left.size());
  std::memcpy(bytes, left.data(), taken);
  left.remove_prefix(taken);
  return taken;
}

std::size_t on_said(char*, std::size_t size, std::size_t count, void*) { return size * count; }

bool is_broken(std::string_view text) {
  return text.empty() || text.find_first_of(std::string_view("\r\n\0<> ", 6)) != text.npos;
}

// Both sides of the conversation, line by line.
int on_talk(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* user) {
  auto& refusal = *static_cast<SmtpRefusal*>(user);
  if (kind == CURLINFO_HEADER_OUT) refusal.note_command({bytes, size});
  if (kind == CURLINFO_HEADER_IN) refusal.note_answer({bytes, size});
  return 0;
}

std::unexpected<Error> failed(CURLcode code, long said, SmtpRefusal::Of refused) {
  const std::string why =
      said > 0 ? "the server said " + std::to_string(said) : std::string(curl_easy_strerror(code));
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return fail(Errc::invalid, "smtp", why, {}, "url");
    case CURLE_COULDNT_RESOLVE_HOST: return fail(Errc::unavailable, "smtp", why, {}, "dns");
    case CURLE_OPERATION_TIMEDOUT: return fail(Errc::timeout, "smtp", why, {}, "deadline");
    case CURLE_LOGIN_DENIED: return fail(Errc::unavailable, "smtp", why, {}, "login");
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return fail(Errc::unavailable, "smtp", curl_easy_strerror(code), {}, "tls");
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY:
      if (said < kDeferred) return fail(Errc::upstream_malformed, "smtp", why, {}, "answer");
      break;
    default: break;
  }
  if (said >= kRefused && refused == SmtpRefusal::Of::shop)
    return fail(Errc::unavailable, "smtp", why + " before it was told of a letter", {},
                "turned_away");
  if (said >= kRefused && refused == SmtpRefusal::Of::sender)
    return fail(Errc::unavailable, "smtp", why + " to the sender", {}, "sender");
  if (said >= kRefused) return fail(Errc::upstream_rejected, "smtp", why, {}, "refused");
  if (said >= kDeferred) return fail(Errc::unavailable, "smtp", why, {}, "deferred");
  return fail(Errc::unavailable, "smtp", why, {}, "connect");
}

}  // namespace

struct SmtpClient::Line {
  const SmtpServer server;
  std::mutex mutex;     // guards easy: one conversation at a time
  SmtpRefusal refusal;  ///< before `easy`, which says good-bye as it goes
  std::unique_ptr<CURL, EasyDeleter> easy;

  explicit Line(SmtpServer of) : server(std::move(of)), easy(curl_easy_init()) {
    AAN_CHECK(easy != nullptr);
  }

  // Large messages take longer; a connection that moves nothing does not wait for that.
  [[nodiscard]] long deadline_ms(std::size_t bytes) const {
    constexpr std::size_t kBytesASecond = 1'000'000;
    constexpr long kMoreMax = 35'000;
    const auto more = static_cast<long>(bytes / kBytesASecond) * 1000;
    return std::max<long>(1, static_cast<long>(server.deadline.ms()) + std::min(more, kMoreMax));
  }

  // The path of an address of this kind is what the client says of itself.
  void set_up(std::size_t bytes = 0) {
    curl_easy_reset(easy.get());
    const auto set = [&](auto option, auto value) { curl_easy_setopt(easy.get(), option, value); };
    set(CURLOPT_URL, (server.url + "/" + server.hello).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, deadline_ms(bytes));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, std::max<long>(1, static_cast<long>(server.deadline.ms() / 1000)));
    set(CURLOPT_CONNECTTIMEOUT_MS, std::max<long>(1, static_cast<long>(server.deadline.ms() / 2)));
    set(CURLOPT_PROXY, "");  // keeps the environment's out
    set(CURLOPT_USE_SSL, static_cast<long>(server.must_encrypt ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (!server.ca_file.empty()) {
      set(CURLOPT_CAINFO, server.ca_file.c_str());
      set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    if (!server.user.empty()) {
      set(CURLOPT_USERNAME, server.user.c_str());
      const Secret password = server.password;
      set(CURLOPT_PASSWORD, std::string(password.reveal()).c_str());
    }
    set(CURLOPT_WRITEFUNCTION, on_said);
    set(CURLOPT_HEADERFUNCTION, on_said);
    // libcurl tells which command was refused in no other way.
    refusal = {};
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, on_talk);
    set(CURLOPT_DEBUGDATA, &refusal);
  }

  Result<> perform() {
    const CURLcode code = curl_easy_perform(easy.get());
    long said = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &said);
    curl_easy_reset(easy.get());  // nothing of the message, and no password, stays
    if (code == CURLE_OK) return {};
    return failed(code, said, refusal.of());
  }
};

SmtpClient::SmtpClient(SmtpServer server) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  AAN_CHECK(ready == CURLE_OK);
  line_ = std::make_unique<Line>(std::move(server));
}
SmtpClient::~SmtpClient() = default;

Result<> SmtpClient::send(const MailEnvelope& envelope, std::string_view message) const {
  if (is_broken(envelope.from) || is_broken(envelope.to))
    return fail(Errc::invalid, "smtp", "a line break or blank in an address", {}, "address");
  const std::scoped_lock lock(line_->mutex);
  line_->set_up(message.size());
  line_->refusal = SmtpRefusal(envelope.from);
  CURL* const easy = line_->easy.get();
  const std::unique_ptr<curl_slist, ListDeleter> to(
      curl_slist_append(nullptr, ("<" + envelope.to + ">").c_str()));
  std::string_view left = message;
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt(easy, CURLOPT_READDATA, &left);
  curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
  return line_->perform();
}

Result<> SmtpClient::greet() const {
  const std::scoped_lock lock(line_->mutex);
  line_->set_up();
  curl_easy_setopt(line_->easy.get(), CURLOPT_NOBODY, 1L);
  curl_easy_setopt(line_->easy.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  return line_->perform();
}

}  // namespace aan::net::outbound
