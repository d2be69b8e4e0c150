// What the strict reader refuses, and its exact sentences.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "host_sdk/yaml/strict_reader.hpp"

using host_sdk::yaml::Mapping;
using host_sdk::yaml::read_file;
using host_sdk::yaml::read_text;
using host_sdk::yaml::YamlError;
using namespace std::chrono_literals;

namespace {

using Reading = std::function<void(const Mapping&)>;

std::string error_of(
    std::string_view text, const Reading& reading = [](const Mapping&) {}) {
  try {
    const Mapping settings =
        read_text(text, "f.yaml", [](const std::string& name) -> std::optional<std::string> {
          if (name == "SECRET") return "s3cret";
          if (name == "EMPTY") return "";
          return std::nullopt;
        });
    reading(settings);
    settings.finish();
  } catch (const YamlError& error) {
    return error.what();
  }
  return "no error";
}

void read_string(const Mapping& settings) {
  (void)settings.string("a");
}
void read_integer(const Mapping& settings) {
  (void)settings.integer("a", {1, 100});
}
void read_duration(const Mapping& settings) {
  (void)settings.duration("a", {1min, std::chrono::days{31}});
}
void read_boolean(const Mapping& settings) {
  (void)settings.boolean("a");
}

}  // namespace

TEST(StrictReaderError, NamesTheLineOfEveryKindOfMistake) {
  EXPECT_EQ(error_of("\n\na: [1\n", read_string),
            "f.yaml:4: is not valid YAML: end of sequence flow not found");
  EXPECT_EQ(error_of("- a\n"), "f.yaml:1: must be a mapping of keys to values");
  EXPECT_EQ(error_of("b: 1\n"), "f.yaml:1: key 'b': is not known");
  EXPECT_EQ(error_of("\na: 1\nb: 2\n", read_string), "f.yaml:3: key 'b': is not known");
  EXPECT_EQ(error_of("x: 1\n", read_string), "f.yaml:1: key 'a': is missing");
}

TEST(StrictReaderError, NamesThePathOfTheKey) {
  const auto reading = [](const Mapping& settings) {
    for (const Mapping& plugin : settings.mappings("plugins"))
      (void)plugin.mapping("limits").integer("percent", {0, 100});
  };
  EXPECT_EQ(error_of("plugins:\n  - limits: {percent: 5}\n  - limits:\n      percent: 101\n", reading),
            "f.yaml:4: key 'plugins[1].limits.percent': must be from 0 to 100, not 101");
  EXPECT_EQ(error_of("plugins:\n  - limits: {percent: 5}\n  - other: 1\n", reading),
            "f.yaml:3: key 'plugins[1].limits.percent': is missing");
  EXPECT_EQ(error_of("plugins:\n  - limits: {percent: 5, at: 1}\n", reading),
            "f.yaml:2: key 'plugins[0].limits.at': is not known");
  EXPECT_EQ(error_of("plugins: [text]\n", reading),
            "f.yaml:1: key 'plugins[0]': must be a mapping of keys to values");
}

TEST(StrictReaderError, SuggestsTheMostSimilarKey) {
  const auto reading = [](const Mapping& settings) {
    (void)settings.string("removal_limit", "");
    (void)settings.string("on_leaving", "");
  };
  EXPECT_EQ(error_of("remoal_limit: 1\n", reading),
            "f.yaml:1: key 'remoal_limit': is not known; did you mean 'removal_limit'?");
  EXPECT_EQ(error_of("on-leaving: 1\n", reading),
            "f.yaml:1: key 'on-leaving': is not known; did you mean 'on_leaving'?");
  EXPECT_EQ(error_of("colour: 1\n", reading), "f.yaml:1: key 'colour': is not known");
}

TEST(StrictReaderError, RefusesADuplicateKey) {
  EXPECT_EQ(error_of("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n"),
            "f.yaml:5: key 'b.c': is a duplicate of the key in line 3");
  EXPECT_EQ(error_of("a: 1\n'a': 1\n"), "f.yaml:2: key 'a': is a duplicate of the key in line 1");
}

TEST(StrictReaderError, RefusesAnythingButAnInteger) {
  for (const char* text : {"five", "1.5", "0x10", "010", "+5", "1_000", "--5", "99999999999999999999", ".5"})
    EXPECT_EQ(error_of("a: " + std::string(text) + "\n", read_integer),
              "f.yaml:1: key 'a': '" + std::string(text) + "' is not a whole number");
  EXPECT_EQ(error_of("a: \"5\"\n", read_integer),
            "f.yaml:1: key 'a': must be a whole number, written without quotes");
  EXPECT_EQ(error_of("a: 0\n", read_integer), "f.yaml:1: key 'a': must be from 1 to 100, not 0");
}

TEST(StrictReaderError, NamesTheLimitsOfARange) {
  EXPECT_EQ(error_of("a: 0\n", [](const Mapping& m) { (void)m.integer("a", {.min = 1}); }),
            "f.yaml:1: key 'a': must be at least 1, not 0");
  EXPECT_EQ(error_of("a: 6\n", [](const Mapping& m) { (void)m.integer("a", {.max = 5}); }),
            "f.yaml:1: key 'a': must be at most 5, not 6");
}

TEST(StrictReaderError, RefusesAnythingButADuration) {
  for (const char* text : {"24", "h", "1h30m", "-5m", "1.5h", "24H", "1w", "99999999999d"})
    EXPECT_EQ(error_of("a: " + std::string(text) + "\n", read_duration),
              "f.yaml:1: key 'a': '" + std::string(text) + "' is not a duration such as 30s, 15m, 24h or 7d");
  EXPECT_EQ(error_of("a: 59s\n", read_duration), "f.yaml:1: key 'a': must be from 1m to 31d, not 59s");
}

TEST(StrictReaderError, RefusesBooleansOtherThanTrueAndFalse) {
  for (const char* text : {"yes", "on", "True", "TRUE", "1", "y", "no", "off"})
    EXPECT_EQ(error_of("a: " + std::string(text) + "\n", read_boolean),
              "f.yaml:1: key 'a': must be true or false, not '" + std::string(text) + "'");
  EXPECT_EQ(error_of("a: 'true'\n", read_boolean),
            "f.yaml:1: key 'a': must be true or false, written without quotes");
}

TEST(StrictReaderError, RefusesAnUnknownChoice) {
  EXPECT_EQ(error_of("a: remove\n",
                     [](const Mapping& m) {
                       (void)m.choice("a", {"delete", "deactivate"});
                     }),
            "f.yaml:1: key 'a': 'remove' is not one of delete, deactivate");
}

TEST(StrictReaderError, RefusesAnotherKindOfValue) {
  EXPECT_EQ(error_of("a: [b]\n", read_string),
            "f.yaml:1: key 'a': must be a single value, not a list or a mapping");
  EXPECT_EQ(error_of("a:\n", read_string), "f.yaml:1: key 'a': has no value");
  EXPECT_EQ(error_of("a: ~\n", read_string), "f.yaml:1: key 'a': has no value");
  EXPECT_EQ(error_of("a: ''\n", read_string), "f.yaml:1: key 'a': must not be empty");
  EXPECT_EQ(error_of("a: b\n", [](const Mapping& m) { (void)m.strings("a"); }),
            "f.yaml:1: key 'a': must be a list");
  EXPECT_EQ(error_of("a: b\n", [](const Mapping& m) { (void)m.mappings("a"); }),
            "f.yaml:1: key 'a': must be a list");
  EXPECT_EQ(error_of("a: b\n", [](const Mapping& m) { (void)m.mapping("a"); }),
            "f.yaml:1: key 'a': must be a mapping of keys to values");
  EXPECT_EQ(error_of("a:\n - b\n - {c: d}\n", [](const Mapping& m) { (void)m.strings("a"); }),
            "f.yaml:3: key 'a[1]': must be a single value, not a list or a mapping");
}

TEST(StrictReaderError, NamesAnUnsetVariable) {
  EXPECT_EQ(error_of("a: x${NOPE}\n", read_string),
            "f.yaml:1: key 'a': the environment variable NOPE is not set");
  EXPECT_EQ(error_of("a: ${EMPTY}\n", read_string), "f.yaml:1: key 'a': must not be empty");
  for (const char* text : {"'${'", "'${}'", "'${a-b}'", "'${9}'", "'${NAME'"})
    EXPECT_EQ(error_of("a: " + std::string(text) + "\n", read_string),
              "f.yaml:1: key 'a': contains '${' without a variable's name and '}' after it; write '$${' for "
              "a literal "
              "'${'");
}

TEST(StrictReaderError, NeverContainsTheValueOfAVariable) {
  for (const Reading& reading : {Reading(read_integer), Reading(read_duration), Reading(read_boolean),
                                 Reading([](const Mapping& m) { (void)m.choice("a", {"b"}); })}) {
    const std::string error = error_of("a: ${SECRET}\n", reading);
    EXPECT_NE(error.find("'${SECRET}'"), std::string::npos) << error;
    EXPECT_EQ(error.find("s3cret"), std::string::npos) << error;
  }
}

TEST(StrictReaderError, NeverContainsTheValueOfAnUnknownKey) {
  EXPECT_EQ(
      error_of("client_secert: s3cret\n", [](const Mapping& m) { (void)m.optional_secret("client_secret"); }),
      "f.yaml:1: key 'client_secert': is not known; did you mean 'client_secret'?");
}

TEST(StrictReaderError, RefusesASecretGivenTwiceOrNotAtAll) {
  const auto reading = [](const Mapping& m) { (void)m.secret("key"); };
  EXPECT_EQ(error_of("key: a\nkey_file: b\n", reading),
            "f.yaml:2: key 'key_file': and 'key' are both given; keep one of them");
  EXPECT_EQ(error_of("", reading), "f.yaml:1: key 'key': is missing; give it or 'key_file'");
  EXPECT_EQ(error_of("key: ''\n", reading), "f.yaml:1: key 'key': must not be empty");
}

TEST(StrictReaderError, NamesTheReasonForAnUnusableSecretFile) {
  std::string pattern = ::testing::TempDir() + "yaml-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  std::ofstream(folder / "empty") << "\n";
  std::ofstream(folder / "large") << std::string(65'537, 'x');
  const auto reading = [](const Mapping& m) { (void)m.secret("key"); };
  const auto error = [&](const std::string& name) {
    return error_of("key_file: " + (folder / name).string() + "\n", reading);
  };
  const std::string start = "f.yaml:1: key 'key_file': " + folder.string();
  EXPECT_EQ(error("absent"), start + "/absent cannot be read: No such file or directory");
  EXPECT_EQ(error("."), start + "/. cannot be read: Is a directory");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(error("pipe"), start + "/pipe cannot be read: it is a pipe or a socket instead of a file");
  EXPECT_EQ(error("empty"), start + "/empty is empty");
  EXPECT_EQ(error("large"), start + "/large is larger than 64 KiB");
  std::filesystem::remove_all(folder);
}

TEST(StrictReaderError, RefusesUnsupportedYaml) {
  EXPECT_EQ(error_of("a: &x 1\nb: *x\n"), "f.yaml:1: key 'a': anchors and aliases are not supported");
  EXPECT_EQ(error_of("a: !!str 1\n"), "f.yaml:1: key 'a': tags are not supported");
  EXPECT_EQ(error_of("a: 1\n---\nb: 1\n"), "f.yaml: contains more than one document");
  EXPECT_EQ(error_of("? [a]\n: b\n"), "f.yaml:1: a key must be text");
  EXPECT_EQ(error_of("~: b\n"), "f.yaml:1: a key must be text");
}

TEST(StrictReaderError, RefusesAnAliasBombAtItsFirstAnchor) {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below + ", " + below + "]\n";
  }
  EXPECT_EQ(error_of(bomb), "f.yaml:1: key 'a0': anchors and aliases are not supported");
}

TEST(StrictReaderError, RefusesDeepNestingInEveryStyle) {
  std::string blocks;
  for (std::size_t level = 0; level < 33; ++level) blocks += std::string(level, ' ') + "a:\n";
  EXPECT_NE(error_of(blocks + std::string(33, ' ') + "a: 1\n").find("is nested deeper than 32 levels"),
            std::string::npos);
  EXPECT_NE(
      error_of("a: " + std::string(400, '[') + std::string(400, ']')).find("is nested deeper than 32 levels"),
      std::string::npos);
  // Any sentence will do: damaged text must not crash the process.
  for (const char* opener : {"[", "{", "- ", "? ", "[[{a: "}) {
    std::string text = "a: ";
    while (text.size() < 200'000) text += opener;
    EXPECT_NE(error_of(text), "no error") << opener;
  }
}

TEST(StrictReaderError, RefusesALargeDocument) {
  const std::string comment = "#" + std::string((std::size_t{1} << 20) - 2, 'x') + "\n";
  EXPECT_EQ(error_of(comment), "no error");
  EXPECT_EQ(error_of(comment + "\n"), "f.yaml: is larger than 1 MiB");
}

TEST(StrictReaderError, RefusesTextThatIsNotCleanUtf8) {
  EXPECT_EQ(error_of("a: b\nc: \xFF\n"), "f.yaml:2: is not valid UTF-8 text");
  EXPECT_EQ(error_of(std::string("a: b\n\0", 6)), "f.yaml:2: is not valid UTF-8 text");
}

TEST(StrictReaderError, IsTheOnlyEffectOfDamagedText) {
  const std::string sound =
      "# settings\ngoogle:\n  id: \"a b\"\n  secret: ${SECRET}\nlist:\n  - {a: 1, b: [x, 'y']}\n  - a: |\n   "
      "   "
      "text\n      more\n    b: >-\n      folded\nsync: {every: 24h}\n";
  constexpr std::string_view kMarks = "{}[]:,-?#&*!|>'\"%@`\n\t $~0a\\\xC3";
  std::mt19937 random(20'260'101);  // NOLINT(cert-msc51-cpp): the same damage in every run
  for (int round = 0; round < 5'000; ++round) {
    std::string text = sound;
    for (int wound = 0; wound < 4; ++wound) text[random() % text.size()] = kMarks[random() % kMarks.size()];
    ASSERT_NE(error_of(text.substr(0, random() % text.size()), read_string), "no error");
  }
}

TEST(StrictReaderError, NamesTheReasonForAnUnreadableFile) {
  const auto error = [](const char* file) -> std::string {
    try {
      (void)read_file(file);
    } catch (const YamlError& refused) {
      return refused.what();
    }
    return "no error";
  };
  EXPECT_EQ(error("/nowhere/settings.yaml"),
            "/nowhere/settings.yaml: cannot be read: No such file or directory");
  EXPECT_EQ(error("/"), "/: cannot be read: Is a directory");
  EXPECT_EQ(error(""), "settings file: none was named (settings: in host.yaml, --settings of hostsdk-check)");
  EXPECT_EQ(error("/dev/zero"), "/dev/zero: is larger than 1 MiB");
}

TEST(StrictReaderError, ProvidesItsPartsForRulesOfTheCaller) {
  const Mapping settings = read_text("google:\n  token: http://example.com\n", "f.yaml");
  const YamlError error = settings.mapping("google").error("token", "must be https");
  EXPECT_STREQ(error.what(), "f.yaml:2: key 'google.token': must be https");
  EXPECT_EQ(error.file(), "f.yaml");
  EXPECT_EQ(error.line(), 2);
  EXPECT_EQ(error.key(), "google.token");
  EXPECT_EQ(error.sentence(), "must be https");
}
