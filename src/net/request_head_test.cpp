#include "net/request_head.hpp"

#include <gtest/gtest.h>

namespace aan::net {
namespace {

using State = HeadResult::State;

struct Parsed {
  HeadResult result;
  Request request;
  Framing framing;
};

Parsed parse(std::string_view bytes, const HeadLimits& limits = {}) {
  Parsed out;
  HeadParser parser(limits);
  out.result = parser.parse(bytes, out.request, out.framing);
  return out;
}

std::string with(std::string_view lines) {
  return "POST /x HTTP/1.1\r\nHost: shop.example\r\n" + std::string(lines) + "\r\n";
}

int status_of(std::string_view bytes) { return parse(bytes).result.status; }

TEST(RequestHead, ReadsAPlainRequest) {
  const Parsed p = parse(
      "GET /books/a%20b?q=1&x=%C3%A9 HTTP/1.1\r\nHost: Shop.Example:8080\r\n"
      "Accept:  text/html \r\nConnection: keep-alive, Close\r\n\r\nrest");
  ASSERT_EQ(p.result.state, State::complete);
  EXPECT_EQ(p.request.method, Method::get);
  EXPECT_EQ(p.request.path, "/books/a b");
  EXPECT_EQ(p.request.query_string, "q=1&x=%C3%A9");
  EXPECT_EQ(p.request.query("x"), "é");
  EXPECT_EQ(p.request.header("accept"), "text/html");
  EXPECT_EQ(p.framing.authority.host, "shop.example");
  EXPECT_EQ(p.framing.authority.port, 8080);
  EXPECT_TRUE(p.framing.wants_close);
}

TEST(RequestHead, IsTheSameHoweverItsBytesArrive) {
  const std::string bytes = with("Content-Length: 3\r\nX: y\r\n");
  HeadParser parser{HeadLimits{}};
  Request request;
  Framing framing;
  for (std::size_t n = 0; n < bytes.size(); ++n)
    ASSERT_EQ(parser.parse(std::string_view(bytes).substr(0, n), request, framing).state,
              State::incomplete)
        << n;
  const HeadResult done = parser.parse(bytes, request, framing);
  ASSERT_EQ(done.state, State::complete);
  EXPECT_EQ(done.bytes, bytes.size());
  EXPECT_EQ(framing.content_length, 3U);
}

TEST(RequestHead, WhatCouldBeReadInTwoWaysIsRefused) {
  const std::vector<std::string> hostile = {
      with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
      with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
      with("Content-Length: 3\r\nContent-Length: 3\r\n"),
      with("Content-Length: 3\r\nContent-Length: 4\r\n"),
      with("Content-Length: 3, 3\r\n"),
      with("Content-Length: +3\r\n"),
      with("Content-Length: -1\r\n"),
      with("Content-Length: 0x3\r\n"),
      with("Content-Length: 3 \t4\r\n"),
      with("Content-Length: \r\n"),
      with("Content-Length: 9999999999999999999\r\n"),
      with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
      with("Transfer-Encoding: xchunked\r\n"),
      with("Transfer-Encoding: chunked, identity\r\n"),
      with("Transfer-Encoding: gzip, chunked\r\n"),
      with("Transfer-Encoding: \"chunked\"\r\n"),
      with("Transfer-Encoding: \x0b"
           "chunked\r\n"),
      with("Transfer-Encoding : chunked\r\n"),
      with("Transfer_Encoding: chunked\r\n"),
      with("X: a\r\n folded\r\n"),
      with("X: a\r\n\tfolded\r\n"),
      with("X: a\rTransfer-Encoding: chunked\r\n"),
      with("X: a\nTransfer-Encoding: chunked\r\n"),
      with(std::string("X: a\0b\r\n", 8)),
      with("X: a\x7f\r\n"),
      with(": no name\r\n"),
      with("no colon\r\n"),
      with("X\x80: a\r\n"),
      with("Host: other.example\r\n"),
      with("Origin: http://a\r\nOrigin: http://b\r\n"),
      "POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
      "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
      "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
      "GET / http/1.1\r\nHost: a\r\n\r\n",
      "GET /\r\n\r\n",
      "GET / HTTP/1.1\nHost: a\n\n",
      "GET / HTTP/1.1\r\nHost: a\r\n\n",
      "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: \r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
      "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
      "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
  };
  for (const std::string& bytes : hostile) EXPECT_EQ(status_of(bytes), 400) << bytes;
}

TEST(RequestHead, PathsThatLeaveTheirPlaceAreRefused) {
  for (const char* target :
       {"/../etc/passwd", "/a/../b",   "/a/..",        "/./a",      "/a/.",
        "/%2e%2e/x",      "/a/%2E%2e", "//a",          "/a//b",     "/%2f",
        "/a%2Fb",         "/a%5cb",    "/a\\b",        "/%00",      "/a%0d%0ab",
        "/a%7f",          "/%c0%af",   "/%ff",         "/%",        "/%1",
        "/%zz",           "/a#b",      "/caf\xc3\xa9", "/%ed%a0%80"})
    EXPECT_EQ(status_of("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400)
        << target;
  for (const char* target : {"/", "/a", "/a/", "/.well-known/x", "/...", "/a..b", "/%C3%A9",
                             "/%252e%252e/x", "/a?b=/../c//d&e=%2F", "/a|b"})
    EXPECT_EQ(parse("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n").result.state,
              State::complete)
        << target;
}

TEST(RequestHead, DecodesThePathOnce) {
  const Parsed p = parse("GET /%252e%252e/%C3%A9 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(p.request.path, "/%2e%2e/é");
}

TEST(RequestHead, TakesTheAbsoluteFormOfItsOwnHostOnly) {
  const Parsed p = parse("GET http://a:80/x?y HTTP/1.1\r\nHost: a:80\r\n\r\n");
  ASSERT_EQ(p.result.state, State::complete);
  EXPECT_EQ(p.request.target, "/x?y");
  EXPECT_EQ(parse("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").request.path, "/");
}

TEST(RequestHead, LimitsAreKept) {
  HeadLimits small;
  small.bytes = 200;
  small.headers = 3;
  small.target_bytes = 50;
  EXPECT_EQ(parse(with("X: " + std::string(300, 'a') + "\r\n"), small).result.status, 431);
  EXPECT_EQ(parse(with("X: " + std::string(300, 'a')), small).result.status, 431);
  EXPECT_EQ(parse(with("A: 1\r\nB: 1\r\nC: 1\r\n"), small).result.status, 431);
  EXPECT_EQ(
      parse("GET /" + std::string(60, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", small).result.status,
      414);
  EXPECT_EQ(parse("GET /" + std::string(150, 'a'), small).result.status, 414);
}

TEST(RequestHead, OneEmptyLineBeforeTheRequestIsForgiven) {
  const Parsed p = parse("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(p.result.state, State::complete);
  EXPECT_EQ(p.result.bytes, 29U);
}

TEST(RequestHead, OnlyTheOneExpectationIsKnown) {
  EXPECT_TRUE(parse(with("Expect: 100-Continue\r\n")).framing.expects_continue);
  EXPECT_EQ(status_of(with("Expect: coffee\r\n")), 417);
}

}  // namespace
}  // namespace aan::net
