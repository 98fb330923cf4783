-- Whether the seeds of settings have every row the models read: without one a model would be empty, and nobody the
-- wiser.
with
needed as (
    {% for setting in needed_settings() -%}
    select
        '{{ setting.split('.')[0] }}' as seed,
        '{{ setting.split('.')[1] }}' as setting_name
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

there as (
    {% for seed, columns in seeds_of_settings().items() -%}
    select
        '{{ seed }}' as seed,
        {{ columns[0] }} as setting_name
    from {{ ref(seed) }}
    where {{ columns[1] }} is not null
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

found as (
    select
        needed.seed,
        needed.setting_name,
        there.setting_name is null as is_missing
    from needed
    left join there
        on
            needed.seed = there.seed
            and needed.setting_name = there.setting_name
),

missing as (
    select {{ texts_joined("concat(setting_name, ' in seeds/', seed, '.csv')", "', '") }} as setting_names
    from found
    where is_missing
),

counts as (
    select
        count(*) as needed_count,
        sum(case when is_missing then 1 else 0 end) as missing_count
    from found
),

final as (
    select
        'every_setting_is_there' as check_id,
        concat(
            'Every setting that a model reads has its row in the seeds',
            case when counts.missing_count > 0 then concat(': put back ', missing.setting_names) else '' end,
            '.'
        ) as description,
        'settings read' as left_label,
        counts.needed_count as left_amount,
        'of them in the seeds' as right_label,
        counts.needed_count - counts.missing_count as right_amount,
        counts.missing_count as difference_amount,
        'block' as severity
    from counts
    cross join missing
)

select * from final
