#include "net/representation.hpp"

#include <gtest/gtest.h>

#include "net/compress.hpp"
#include "net/conditional.hpp"

namespace aan::net {
namespace {

Request asking(std::vector<Header> headers, Method method = Method::get) {
  Request request;
  request.method = method;
  request.headers = std::move(headers);
  return request;
}

Response page() {
  static const auto body =
      encode_body(std::string(5000, 'a'), "text/html; charset=utf-8", Compress::fast);
  return Response::encoded(body);
}

Response file_of(std::uint64_t size) {
  FileBody body;
  body.size = size;
  body.etag = "\"digest\"";
  body.modified = Timestamp::from_unix_seconds(1'000'000);
  return Response::file(std::move(body));
}

TEST(Representation, TheCodingFollowsAcceptEncoding) {
  EXPECT_EQ(represent(asking({}), page()).coding, Coding::identity);
  EXPECT_EQ(represent(asking({{"accept-encoding", "gzip, deflate, br"}}), page()).coding,
            Coding::brotli);
  EXPECT_EQ(represent(asking({{"accept-encoding", "gzip"}}), page()).coding, Coding::gzip);
  EXPECT_EQ(represent(asking({{"accept-encoding", "br;q=0, gzip;q=0.5"}}), page()).coding,
            Coding::gzip);
  EXPECT_EQ(represent(asking({{"accept-encoding", "br;q=0.000, identity"}}), page()).coding,
            Coding::identity);
  EXPECT_TRUE(represent(asking({}), page()).varies);
}

TEST(Representation, EachCodingHasItsOwnEntityTag) {
  const auto plain = represent(asking({}), page());
  const auto br = represent(asking({{"accept-encoding", "br"}}), page());
  EXPECT_NE(plain.etag(), br.etag());
  const Request again =
      asking({{"accept-encoding", "br"}, {"if-none-match", std::string(br.etag())}});
  const auto second = represent(again, page());
  EXPECT_EQ(second.status, 304);
  EXPECT_FALSE(second.sends_body);
  EXPECT_EQ(represent(asking({{"if-none-match", std::string(br.etag())}}), page()).status, 200);
}

TEST(Representation, SecretsAndSmallOrFinishedBodiesAreNotCompressed) {
  const Request request = asking({{"accept-encoding", "br"}});
  const std::string text(5000, 'a');
  EXPECT_EQ(represent(request, Response::html(text)).coding, Coding::brotli);
  EXPECT_EQ(represent(request, Response::html(text).make_private()).coding, Coding::identity);
  EXPECT_EQ(represent(request, Response::html("short")).coding, Coding::identity);
  EXPECT_EQ(represent(request, Response::html(text).set("content-type", "image/png")).coding,
            Coding::identity);
  EXPECT_EQ(represent(request, Response::html(text).set("cache-control", "no-transform")).coding,
            Coding::identity);
}

TEST(Representation, AStrongTagOfAHandlerBecomesWeakWhenCompressed) {
  const auto out = represent(asking({{"accept-encoding", "br"}}),
                             Response::html(std::string(5000, 'a')).set("etag", "\"t\""));
  EXPECT_EQ(out.headers.back().value, "W/\"t\"");
  EXPECT_EQ(
      represent(asking({{"if-none-match", "W/\"t\""}}), Response::html("x").set("etag", "\"t\""))
          .status,
      304);
}

TEST(Conditional, FollowsTheOrderOfTheStandard) {
  const Validators ours{"\"t\"", Timestamp::from_unix_seconds(1'000'000)};
  const std::string same = http_date(*ours.modified);
  const std::string before = http_date(*ours.modified - Duration::seconds(1));
  const auto verdict = [&](std::vector<Header> headers) {
    return evaluate_preconditions(asking(std::move(headers)), ours);
  };
  EXPECT_EQ(verdict({}), Precondition::proceed);
  EXPECT_EQ(verdict({{"if-match", "\"u\", \"t\""}}), Precondition::proceed);
  EXPECT_EQ(verdict({{"if-match", "W/\"t\""}}), Precondition::failed);
  EXPECT_EQ(verdict({{"if-match", "*"}}), Precondition::proceed);
  EXPECT_EQ(verdict({{"if-unmodified-since", before}}), Precondition::failed);
  EXPECT_EQ(verdict({{"if-match", "\"t\""}, {"if-unmodified-since", before}}),
            Precondition::proceed);
  EXPECT_EQ(verdict({{"if-none-match", "\"u\", W/\"t\""}}), Precondition::not_modified);
  EXPECT_EQ(verdict({{"if-none-match", "\"u\""}, {"if-modified-since", same}}),
            Precondition::proceed);
  EXPECT_EQ(verdict({{"if-modified-since", same}}), Precondition::not_modified);
  EXPECT_EQ(verdict({{"if-modified-since", before}}), Precondition::proceed);
  EXPECT_EQ(verdict({{"if-modified-since", "yesterday"}}), Precondition::proceed);
}

TEST(Range, OnePartOrEverything) {
  const auto range = [](std::string_view text, std::uint64_t size) {
    ByteRange part;
    const RangeKind kind = parse_range(text, size, part);
    if (kind == RangeKind::whole) return std::string("whole");
    if (kind == RangeKind::unsatisfiable) return std::string("416");
    return std::to_string(part.offset) + "+" + std::to_string(part.length);
  };
  EXPECT_EQ(range("bytes=0-0", 10), "0+1");
  EXPECT_EQ(range("bytes=2-5", 10), "2+4");
  EXPECT_EQ(range("bytes=2-", 10), "2+8");
  EXPECT_EQ(range("bytes=2-100", 10), "2+8");
  EXPECT_EQ(range("bytes=-3", 10), "7+3");
  EXPECT_EQ(range("bytes=-30", 10), "0+10");
  EXPECT_EQ(range("Bytes=9-9", 10), "9+1");
  EXPECT_EQ(range("bytes=10-", 10), "416");
  EXPECT_EQ(range("bytes=-0", 10), "416");
  EXPECT_EQ(range("bytes=-1", 0), "416");
  for (const char* whole :
       {"bytes=5-2", "bytes=0-1,3-4", "bytes=", "bytes=a-b", "bytes=-", "items=0-1", "bytes=0x1-2",
        "bytes=1-2x", "bytes= ", "bytes=18446744073709551616-"})
    EXPECT_EQ(range(whole, 10), "whole") << whole;
}

TEST(Range, HoldsOnlyForTheVersionThatTheClientHas) {
  const auto status = [](std::vector<Header> headers, Method method = Method::get) {
    headers.push_back({"range", "bytes=0-1"});
    return represent(asking(std::move(headers), method), file_of(10)).status;
  };
  EXPECT_EQ(status({}), 206);
  EXPECT_EQ(status({{"if-range", "\"digest\""}}), 206);
  EXPECT_EQ(status({{"if-range", "\"other\""}}), 200);
  EXPECT_EQ(status({{"if-range", "W/\"digest\""}}), 200);
  EXPECT_EQ(status({{"if-range", http_date(Timestamp::from_unix_seconds(1'000'000))}}), 206);
  EXPECT_EQ(status({{"if-range", http_date(Timestamp::from_unix_seconds(999'999))}}), 200);
  EXPECT_EQ(status({{"if-none-match", "\"digest\""}}), 304);
  EXPECT_EQ(status({{"if-match", "\"other\""}}), 412);
  EXPECT_EQ(status({}, Method::head), 200);
}

TEST(Range, OfATextIsAPartOfTheCodingThatIsSent) {
  const auto answer = [](std::vector<Header> headers, std::string range) {
    headers.push_back({"range", std::move(range)});
    return represent(asking(std::move(headers)), page());
  };
  const auto plain = answer({}, "bytes=10-13");
  EXPECT_EQ(plain.status, 206);
  EXPECT_EQ(plain.bytes(), "aaaa");
  EXPECT_EQ(plain.whole, 5000U);
  const auto whole = represent(asking({{"accept-encoding", "br"}}), page());
  const auto br = answer({{"accept-encoding", "br"}}, "bytes=2-");
  EXPECT_EQ(br.status, 206);
  EXPECT_EQ(br.bytes(), whole.bytes().substr(2));
  EXPECT_EQ(br.whole, whole.bytes().size());
  EXPECT_EQ(answer({{"if-range", std::string(whole.etag())}}, "bytes=0-1").status, 200)
      << "a part of another coding is no part of this one";
  EXPECT_EQ(answer({}, "bytes=5000-").status, 416);
  const auto beyond = answer({{"accept-encoding", "br"}}, "bytes=5000-");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.whole, whole.bytes().size());
  EXPECT_EQ(beyond.etag(), whole.etag()) << "the tag is of the form whose length is said";
  EXPECT_EQ(answer({{"accept-encoding", "br"}, {"if-match", "\"other\""}}, "bytes=0-").etag(),
            whole.etag());
  EXPECT_EQ(represent(asking({{"range", "bytes=0-1"}}), Response::html("own")).status, 200);
}

TEST(EncodedBody, IsTheSameForTheSameBytes) {
  const auto a = encode_body("hello", "text/plain", Compress::best);
  const auto b = encode_body("hello", "text/plain", Compress::none);
  EXPECT_EQ(a->etag, b->etag);
  EXPECT_NE(a->etag, content_etag("hellp"));
  EXPECT_TRUE(a->gzip.empty()) << "a variant that is larger is left out";
}

TEST(Attachment, NamesCannotLeaveTheirQuotes) {
  EXPECT_EQ(attachment("Über \"x\"\r\n.epub"),
            "attachment; filename=\"__ber _x___.epub\"; "
            "filename*=UTF-8''%C3%9Cber%20%22x%22%0D%0A.epub");
}

}  // namespace
}  // namespace aan::net
