// The page before there is a connection: what it does, what is asked of Google, who can do it.
#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"

namespace gup {
namespace {

using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Empty;
using host_sdk::page::Notice;
using host_sdk::page::Tone;

bool is_wrong_account(ConnectionProblem problem) {
  return problem != ConnectionProblem::none && problem != ConnectionProblem::consent_declined;
}

Block problem_notice(const Connection& connection) {
  Notice notice;
  if (connection.problem == ConnectionProblem::consent_declined) {
    notice = {Tone::neutral, "You did not finish connecting", "Nothing has changed.", {}};
  } else {
    notice = {Tone::danger,
              "This Google account could not be connected",
              connection.problem_text + " Nothing has changed.",
              {}};
  }
  return block("connect_problem", std::move(notice));
}

/// What the last unlink took away, as long as nothing newer happened.
std::vector<Block> unlink_receipt(const PageFacts& facts) {
  if (facts.runs.empty()) return {};
  const Run& run = facts.runs.front();
  if (run.kind != RunKind::unlink || run.state != RunState::done) return {};
  return {block("unlink_receipt",
                Notice{Tone::success, "Google Workspace is unlinked", run.result.sentence, {}})};
}

}  // namespace

std::vector<Block> not_connected_cards(const PageFacts& facts) {
  const auto problem = facts.connection ? facts.connection->problem : ConnectionProblem::none;
  std::vector<Block> blocks;
  if (problem != ConnectionProblem::none) {
    blocks.push_back(problem_notice(*facts.connection));
  } else {
    blocks = unlink_receipt(facts);
  }
  Empty empty;
  empty.icon = "brand-google";
  empty.title = "Bring your people in from Google Workspace";
  empty.text =
      "Connect once, choose who to sync, and target users stay up to date by themselves. You need a Google "
      "Workspace administrator account; we ask for read-only access to users, groups and organizational "
      "units.";
  empty.actions = {connect_action(is_wrong_account(problem) ? "Try another account" : "Connect to Google",
                                  ActionStyle::primary)};
  empty.footnote =
      "You are taken to Google to sign in and allow access, then come back here. Nothing is synced until you "
      "start it.";
  blocks.push_back(block("connect_to_google", std::move(empty)));
  blocks.push_back(service_account_disclosure(facts));
  return blocks;
}

}  // namespace gup
