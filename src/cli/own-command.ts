import type { Option } from 'commander';
import { Command } from 'commander';

/** What a subcommand says where something is left out that it needs: a sentence, and a command that would do. */
export interface Asks {
  /** As an order, without a full stop: `Name an endpoint of latchkey.yml, such as`. */
  readonly sentence: string;
  /** As it's typed, from `latchkey` on. */
  readonly example: string;
}

/**
 * A command of commander that says what is missing as people say it, with an example, in place of “missing required argument
 * 'words'”. Every argument and option that is required belongs to a command that `asks`; a test holds that.
 */
export class OwnCommand extends Command {
  asked: Asks | null = null;

  override createCommand(name?: string): OwnCommand {
    return new OwnCommand(name);
  }

  /** Says what to give, and shows it in the help as an example. */
  asks(asked: Asks): this {
    this.asked = asked;
    return this.addHelpText('after', `\nExample: ${asked.example}`);
  }

  /** Called by commander. */
  missingArgument(name: string): never {
    return this.missing(`Give <${name}>`, 'commander.missingArgument');
  }

  /** Called by commander. */
  missingMandatoryOptionValue({ flags }: Option): never {
    return this.missing(`Give ${flags}`, 'commander.missingMandatoryOptionValue');
  }

  /** Called by commander. */
  optionMissingArgument({ flags }: Option): never {
    return this.error(`latchkey: A value is missing: ${flags}`, { code: 'commander.optionMissingArgument' });
  }

  private missing(otherwise: string, code: string): never {
    const { sentence, example } = this.asked ?? { sentence: otherwise, example: null };
    return this.error(`latchkey: ${sentence}${example === null ? '.' : `: ${example}`}`, { code });
  }
}
