#include "crypto/ssh_signature.hpp"

#include <gtest/gtest.h>

#include "base/codec.hpp"
#include "crypto/sign.hpp"
#include "testing/ssh_signer.hpp"

namespace aan::crypto {
namespace {

// Made with OpenSSH 9.2: echo hello | ssh-keygen -Y sign -f KEY -n library@shop.example
constexpr std::string_view kSpace = "library@shop.example";
constexpr const char* kSha512 =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgbp9goCHxgrna+FAVci919gsati\n"
    "iDO7CR0uJdIP7BbLwAAAAUbGlicmFyeUBzaG9wLmV4YW1wbGUAAAAAAAAABnNoYTUxMgAA\n"
    "AFMAAAALc3NoLWVkMjU1MTkAAABAx6JQRFUESVhb7Nh3Ulymc9YHkL3k9Bo3o/f8ZLDIIq\n"
    "Y3mfNAHu4W915W+x7aiQJoatT9uBt/cXYnxsip+C8dBA==\n"
    "-----END SSH SIGNATURE-----\n";
// The same with -O hashalg=sha256.
constexpr const char* kSha256 =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgbp9goCHxgrna+FAVci919gsati\n"
    "iDO7CR0uJdIP7BbLwAAAAUbGlicmFyeUBzaG9wLmV4YW1wbGUAAAAAAAAABnNoYTI1NgAA\n"
    "AFMAAAALc3NoLWVkMjU1MTkAAABAHxvi36Q1IaxghpuWqR8emrvC1YgU/uurrmiHvCMLOK\n"
    "gtVUEdjtXb+DWcp4yP0o00MTSwLllYFiEjmO3J3NcMBA==\n"
    "-----END SSH SIGNATURE-----\n";
// By a key of the curve P-256.
constexpr const char* kAnotherKind =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAAGgAAAATZWNkc2Etc2hhMi1uaXN0cDI1NgAAAAhuaXN0cDI1NgAAAE\n"
    "EErGzEy0I29QkQBw/O6eQcCgVRWo+Q1yUfPT3tmBuBXEUTYP3fTZWDg2YWu6dD82+3Gah+\n"
    "AQHfLF9Y4odus5Br0wAAABRsaWJyYXJ5QHNob3AuZXhhbXBsZQAAAAAAAAAGc2hhNTEyAA\n"
    "AAYwAAABNlY2RzYS1zaGEyLW5pc3RwMjU2AAAASAAAACB7ktu3DJbsLT0wVyGIPyTcv8WV\n"
    "lf8FKfOmMjcdbRgxSAAAACAzPJWyXxccv76tg9YDpBkFJONNrQ8daPcK2ISbSi46ug==\n"
    "-----END SSH SIGNATURE-----\n";

TEST(SshSignature, OfOpenSshIsReadAndVerified) {
  for (const char* text : {kSha512, kSha256}) {
    const auto signature = parse_ssh_signature(text);
    ASSERT_TRUE(signature) << signature.error().to_string();
    EXPECT_TRUE(signs(*signature, kSpace, "hello\n"));
    EXPECT_FALSE(signs(*signature, kSpace, "hello")) << "every byte counts";
    EXPECT_FALSE(signs(*signature, "library@other.example", "hello\n"));
    EXPECT_EQ(ssh_public_key(signature->public_key),
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG6fYKAh8YK52vhQFXIvdfYLGrYogzuwkdLiXSD+wWy8");
    EXPECT_EQ(ssh_fingerprint(signature->public_key),
              "SHA256:GW9n5Des3mOHtuhzXUF1e0W7mpfhgkFrTmulQfYmgEc");
  }
}

TEST(SshSignature, IsFoundWhateverStandsAroundItAndHoweverLinesEnd) {
  std::string text = "Signing data on standard input\r\n\r\n";
  for (const char* c = kSha512; *c != '\0'; ++c) text += *c == '\n' ? "  \r\n" : std::string(1, *c);
  const auto signature = parse_ssh_signature(text + "\n$ ");
  ASSERT_TRUE(signature);
  EXPECT_TRUE(signs(*signature, kSpace, "hello\n"));
}

TEST(SshSignature, ByAnotherKindOfKeyIsRefusedByName) {
  EXPECT_EQ(parse_ssh_signature(kAnotherKind).error().reason, "key_kind");
}

TEST(SshSignature, WhatIsNoneIsSaidToBeNone) {
  const std::string good = kSha512;
  const std::string begin = "-----BEGIN SSH SIGNATURE-----\n";
  const std::string end = "\n-----END SSH SIGNATURE-----\n";
  for (const std::string& text :
       {std::string(), std::string("hello"), begin + end, end + begin, begin + "AAAA" + end,
        begin + base64("SSHSIG") + end, good.substr(0, good.size() - 60),
        begin + std::string(4000, 'A') + end, begin + "!!!!" + end})
    EXPECT_EQ(parse_ssh_signature(text).error().reason, "not_a_signature") << text;
}

// Every byte that is cut or changed makes it another signature, or none.
TEST(SshSignature, WithAnyByteChangedIsNotOneOfTheText) {
  const std::string seed(kSeedBytes, 's');
  const std::string bytes = testing::ssh_signature_bytes(seed, kSpace, "text");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto read = parse_ssh_signature(testing::ssh_armoured(changed));
    EXPECT_FALSE(read && signs(*read, kSpace, "text")) << i;
    EXPECT_FALSE(parse_ssh_signature(testing::ssh_armoured(bytes.substr(0, i)))) << i;
  }
  EXPECT_FALSE(parse_ssh_signature(testing::ssh_armoured(bytes + "x")));
  EXPECT_TRUE(signs(*parse_ssh_signature(testing::ssh_armoured(bytes)), kSpace, "text"));
}

}  // namespace
}  // namespace aan::crypto
