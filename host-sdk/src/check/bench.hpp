// What a rule works with: the plugin, a host of its own, and guarded calls.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channel.hpp"
#include "check_host.hpp"
#include "host_sdk/loader/guard.hpp"
#include "host_sdk/loader/plugin_loader.hpp"
#include "host_sdk/page/exchange.hpp"
#include "rules.hpp"

namespace host_sdk::check {

/// Ends a rule whose problem is reported.
struct EndOfRule {};

/// A function of the plugin and its time limit.
struct Call {
  std::string_view name;
  std::chrono::milliseconds limit;
  /// The SDK has a limit for it.
  bool limited = true;
};
inline constexpr Call kStart{"start", std::chrono::seconds{30}};
inline constexpr Call kStop{"stop", std::chrono::seconds{10}};
inline constexpr Call kPage{"page", std::chrono::seconds{2}};
inline constexpr Call kAct{"act", std::chrono::seconds{10}};
inline constexpr Call kOptions{"options", std::chrono::seconds{10}};
inline constexpr Call kCallback{"callback", std::chrono::seconds{30}};
inline constexpr Call kExplain{"explain", std::chrono::seconds{2}};
inline constexpr Call kCollect{"collect", std::chrono::seconds{4}};
/// Calls without a time limit in the SDK.
inline constexpr Call kIdentity{"identity", std::chrono::seconds{1}};

/// Created in the process of a rule, before the plugin is loaded.
class Bench {
 public:
  /// `folder`: an empty folder for this rule, which the caller deletes.
  Bench(const Options& options, Channel& channel, std::filesystem::path folder);

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] CheckHost& host() { return host_; }
  [[nodiscard]] Channel& channel() { return channel_; }

  /// The plugin's manifest. Reports why it is invalid, and ends the rule.
  const loader::PluginManifest& manifest();
  /// The path of its library. Throws loader::LoadError if there is none.
  [[nodiscard]] std::filesystem::path library();
  /// Loads the plugin, or reports why not and ends the rule.
  loader::LoadedPlugin& load();
  /// Starts it as well.
  loader::LoadedPlugin& start();

  /// Makes a call. Reports what it throws and a failure without a sentence; returns the result of a call that
  /// did neither. A call that returns nothing has the result ok.
  template <class Function>
  std::optional<Result> call(Call what, Function&& function) {
    Result result;
    const auto thrown = timed(what, [&] {
      if constexpr (std::is_void_v<std::invoke_result_t<Function&>>)
        function();
      else
        result = function();
    });
    if (thrown) {
      failed_call(std::string(what.name) + "() threw: " + *thrown);
      return std::nullopt;
    }
    if (!result.done() && result.sentence.empty()) {
      failed_call(std::string(what.name) + "() failed without a sentence (" +
                  std::string(name_of(result.code)) + ")");
      return std::nullopt;
    }
    sentences_.push_back(result.sentence);
    return result;
  }

  /// Makes a call that works until it is done or cancelled. The cancel comes when `monitor` says.
  template <class Function>
  std::optional<Result> work(std::string_view name, Function&& function) {
    return call({name, kLongestWork, false}, std::forward<Function>(function));
  }

  void problem(const std::string& sentence) { channel_.problem(sentence); }
  void answered(const std::string& sentence) { channel_.answered(sentence); }
  /// Reports a call that failed, unless the rule is about something else.
  void failed_call(const std::string& sentence) {
    if (!ignores_failed_calls_) problem(sentence);
  }
  /// For rules about what every call does: others report those that fail.
  void ignore_failed_calls() { ignores_failed_calls_ = true; }
  /// Ends the rule as not applicable, unless it found a problem.
  [[noreturn]] void skip(std::string_view reason);

  /// The longest time of each call so far, with its limit.
  [[nodiscard]] const std::map<std::string, std::pair<std::chrono::milliseconds, std::chrono::milliseconds>>&
  times() const {
    return times_;
  }
  /// The sentences of all results so far.
  [[nodiscard]] const std::vector<std::string>& sentences() const { return sentences_; }

  /// An empty folder for this rule.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  /// How long a task may run until the check cancels it.
  static constexpr std::chrono::milliseconds kLongestWork{20'000};

 private:
  template <class Function>
  std::optional<std::string> timed(Call what, Function&& function) {
    channel_.calling(what.name, options_.scaled(what.limit * 2) + std::chrono::seconds{1});
    const auto start = std::chrono::steady_clock::now();
    auto thrown = loader::thrown_by(std::forward<Function>(function));
    note_time(what, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                          start));
    return thrown;
  }
  void note_time(Call what, std::chrono::milliseconds took);

  const Options& options_;
  Channel& channel_;
  std::filesystem::path folder_;
  CheckHost host_;
  std::optional<loader::PluginManifest> manifest_;
  std::optional<loader::PluginLoader> loader_;
  std::optional<loader::LoadedPlugin> plugin_;
  std::map<std::string, std::pair<std::chrono::milliseconds, std::chrono::milliseconds>> times_;
  std::vector<std::string> sentences_;
  bool ignores_failed_calls_ = false;
};

}  // namespace host_sdk::check
